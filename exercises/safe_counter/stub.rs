// Un compteur que plusieurs threads partagent.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;

pub struct Counter {
    count: AtomicU64,
}

impl Counter {
    pub fn new() -> Counter {
        Counter {
            count: AtomicU64::new(0),
        }
    }

    /// Compte un passage de plus.
    pub fn add(&self) {
        let seen = self.count.load(SeqCst);
        self.count.store(seen + 1, SeqCst);
    }

    /// Les passages comptés jusqu'ici.
    pub fn total(&self) -> u64 {
        self.count.load(SeqCst)
    }
}
