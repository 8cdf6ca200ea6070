// Le nombre est derrière un verrou, gardé de la lecture à l'écriture.

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
        *self.count.lock().unwrap()
    }
}
