// Attend en tournant en rond.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;

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
        }
    }

    pub fn pop(&self) -> Option<u32> {
        loop {
            let closed = self.closed.load(SeqCst);
            let item = self.items.lock().unwrap().pop_front();
            if item.is_some() || closed {
                return item;
            }
        }
    }

    pub fn close(&self) {
        self.closed.store(true, SeqCst);
    }
}
