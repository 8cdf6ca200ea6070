// Attend en tournant, avec `yield_now` : les résultats sont justes.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

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
            thread::yield_now();
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
            thread::yield_now();
        }
    }

    pub fn close(&self) {
        let _items = self.items.lock().unwrap();
        self.closed.store(true, SeqCst);
    }
}
