// Ne laisse lire qu'après un premier passage.

use std::sync::{Condvar, Mutex};

pub struct Counter {
    count: Mutex<u64>,
    first: Condvar,
}

impl Counter {
    pub fn new() -> Counter {
        Counter {
            count: Mutex::new(0),
            first: Condvar::new(),
        }
    }

    pub fn add(&self) {
        *self.count.lock().unwrap() += 1;
        self.first.notify_all();
    }

    pub fn total(&self) -> u64 {
        let count = self.count.lock().unwrap();
        *self.first.wait_while(count, |count| *count == 0).unwrap()
    }
}
