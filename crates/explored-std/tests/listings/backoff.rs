// A spin loop that counts its rounds in a cell of its own.
use std::cell::{Cell, UnsafeCell};
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{AcqRel, Release};
use std::{hint, thread};

struct Lock {
    taken: AtomicBool,
    value: UnsafeCell<u32>,
}

// SAFETY: the value is touched by the thread that took the lock.
unsafe impl Sync for Lock {}

fn add(lock: &Lock, number: u32) {
    let rounds = Cell::new(0);
    while lock.taken.swap(true, AcqRel) {
        rounds.set(rounds.get() + 1);
        hint::spin_loop();
    }
    // SAFETY: taken.
    unsafe { *lock.value.get() = *lock.value.get() * 10 + number };
    lock.taken.store(false, Release);
}

fn main() {
    let lock = Lock { taken: AtomicBool::new(false), value: UnsafeCell::new(0) };
    let lock = &lock;
    thread::scope(|s| {
        for number in [1, 2, 3] {
            s.spawn(move || add(lock, number));
        }
    });
    // SAFETY: all have ended.
    println!("{}", unsafe { *lock.value.get() });
}
