// Affiche zéro si le compteur est occupé.

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
        *self.count.lock().unwrap() += 1;
    }

    pub fn total(&self) -> u64 {
        match self.count.try_lock() {
            Ok(count) => *count,
            Err(_) => 0,
        }
    }
}
