// Une garde pour lire, une autre pour écrire.

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
        let seen = *self.count.lock().unwrap();
        *self.count.lock().unwrap() = seen + 1;
    }

    pub fn total(&self) -> u64 {
        *self.count.lock().unwrap()
    }
}
