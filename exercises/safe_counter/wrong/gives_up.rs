// Renonce à compter si le verrou est pris.

use std::sync::Mutex;

pub struct Counter {
    count: Mutex<u64>,
}

impl Counter {
    pub fn new() -> Counter {
        Counter {
            count: Mutex::new(0),
        }
    }

    pub fn add(&self) {
        if let Ok(mut count) = self.count.try_lock() {
            *count += 1;
        }
    }

    pub fn total(&self) -> u64 {
        *self.count.lock().unwrap()
    }
}
