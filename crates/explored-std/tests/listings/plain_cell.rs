// A spin lock around a plain cell: what is inside is seen by no object.
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::{hint, thread};

struct SpinLock {
    taken: AtomicBool,
    value: UnsafeCell<Option<u32>>,
}

// SAFETY: the value is touched by the thread that took the lock.
unsafe impl Sync for SpinLock {}

impl SpinLock {
    fn with<R>(&self, action: impl FnOnce(&mut Option<u32>) -> R) -> R {
        while self.taken.compare_exchange(false, true, Acquire, Relaxed).is_err() {
            hint::spin_loop();
        }
        // SAFETY: taken.
        let result = action(unsafe { &mut *self.value.get() });
        self.taken.store(false, Release);
        result
    }
}

fn main() {
    let first = &SpinLock { taken: AtomicBool::new(false), value: UnsafeCell::new(None) };
    thread::scope(|s| {
        for number in [1, 2] {
            s.spawn(move || {
                first.with(|value| *value.get_or_insert(number));
            });
        }
    });
    println!("{:?}", first.with(|value| *value));
}
