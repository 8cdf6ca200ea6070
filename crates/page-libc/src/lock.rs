//! The lock of this library's own data.
//!
//! It waits with the bare instruction, so that a thread that is here counts as
//! running: nobody holds this lock while waiting for another thread.

use core::cell::UnsafeCell;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use crate::sys;

const FREE: u32 = 0;
const HELD: u32 = 1;
/// Held, and somebody may be waiting.
const WANTED: u32 = 2;

pub struct Locked<T> {
    state: AtomicU32,
    value: UnsafeCell<T>,
}

// SAFETY: the value is reached by one thread at a time, through `with`.
unsafe impl<T> Sync for Locked<T> {}

impl<T> Locked<T> {
    pub const fn new(value: T) -> Locked<T> {
        Locked {
            state: AtomicU32::new(FREE),
            value: UnsafeCell::new(value),
        }
    }

    /// `work` must neither panic nor call `with` again.
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        if self.state.compare_exchange(FREE, HELD, Acquire, Relaxed) != Ok(FREE) {
            while self.state.swap(WANTED, Acquire) != FREE {
                sys::wait(&self.state, WANTED, -1);
            }
        }
        // SAFETY: this thread alone holds the lock.
        let result = work(unsafe { &mut *self.value.get() });
        if self.state.swap(FREE, Release) == WANTED {
            sys::notify(&self.state, 1);
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thread_at_a_time() {
        static COUNT: Locked<u32> = Locked::new(0);
        std::thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| (0..1000).for_each(|_| COUNT.with(|count| *count += 1)));
            }
        });
        assert_eq!(COUNT.with(|count| *count), 4000);
    }
}
