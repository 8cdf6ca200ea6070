// Regarde si la voie est libre, puis s'y engage : deux étapes.

use std::hint;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicU64};

pub struct Counter {
    busy: AtomicBool,
    count: AtomicU64,
}

impl Counter {
    pub fn new() -> Counter {
        Counter {
            busy: AtomicBool::new(false),
            count: AtomicU64::new(0),
        }
    }

    pub fn add(&self) {
        while self.busy.load(SeqCst) {
            hint::spin_loop();
        }
        self.busy.store(true, SeqCst);
        let seen = self.count.load(SeqCst);
        self.count.store(seen + 1, SeqCst);
        self.busy.store(false, SeqCst);
    }

    pub fn total(&self) -> u64 {
        self.count.load(SeqCst)
    }
}
