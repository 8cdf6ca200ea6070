// Retire le compte le temps d'y ajouter : l'écran peut voir zéro.

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

    pub fn add(&self) {
        let mine = self.count.swap(0, SeqCst);
        self.count.fetch_add(mine + 1, SeqCst);
    }

    pub fn total(&self) -> u64 {
        self.count.load(SeqCst)
    }
}
