// A spin lock whose release orders nothing: the next holder races.
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed};
use std::{hint, thread};

struct SpinLock {
    taken: AtomicBool,
    value: UnsafeCell<u32>,
}

// SAFETY: none; `add` lets go with `Relaxed`.
unsafe impl Sync for SpinLock {}

impl SpinLock {
    fn add(&self) {
        while self.taken.swap(true, Acquire) {
            hint::spin_loop();
        }
        // SAFETY: none.
        unsafe { *self.value.get() += 1 }
        self.taken.store(false, Relaxed);
    }
}

fn main() {
    let lock = SpinLock { taken: AtomicBool::new(false), value: UnsafeCell::new(0) };
    thread::scope(|s| {
        s.spawn(|| lock.add());
        s.spawn(|| lock.add());
    });
    println!("{}", lock.value.into_inner());
}
