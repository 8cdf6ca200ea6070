// Redemande le verrou que l'on tient.

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
        let mut count = self.count.lock().unwrap();
        *count = self.total() + 1;
    }

    pub fn total(&self) -> u64 {
        *self.count.lock().unwrap()
    }
}
