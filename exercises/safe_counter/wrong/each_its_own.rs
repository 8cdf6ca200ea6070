// Chaque thread a son compteur.

use std::cell::Cell;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

pub struct Counter;

impl Counter {
    pub fn new() -> Counter {
        Counter
    }

    pub fn add(&self) {
        COUNT.set(COUNT.get() + 1);
    }

    pub fn total(&self) -> u64 {
        COUNT.get()
    }
}
