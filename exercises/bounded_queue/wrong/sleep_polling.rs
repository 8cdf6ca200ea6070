// Regarde toutes les millisecondes : les résultats sont justes.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

pub struct Queue {
    capacity: usize,
    items: Mutex<VecDeque<u32>>,
    closed: AtomicBool,
}

impl Queue {
    pub fn new(capacity: usize) -> Queue {
        Queue {
            capacity,
            items: Mutex::new(VecDeque::new()),
            closed: AtomicBool::new(false),
        }
    }

    pub fn push(&self, item: u32) {
        loop {
            let mut items = self.items.lock().unwrap();
            if items.len() < self.capacity {
                items.push_back(item);
                return;
            }
            drop(items);
            thread::sleep(Duration::from_millis(1));
        }
    }

    pub fn pop(&self) -> Option<u32> {
        loop {
            let mut items = self.items.lock().unwrap();
            if let Some(item) = items.pop_front() {
                return Some(item);
            }
            if self.closed.load(SeqCst) {
                return None;
            }
            drop(items);
            thread::sleep(Duration::from_millis(1));
        }
    }

    pub fn close(&self) {
        let _items = self.items.lock().unwrap();
        self.closed.store(true, SeqCst);
    }
}
