// The last owner frees, and nothing tells it that the other has read.
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

struct Shared {
    owners: AtomicU32,
    dish: UnsafeCell<u32>,
}

struct Owner(*const Shared);

// SAFETY: the dish is only read.
unsafe impl Send for Owner {}

impl Drop for Owner {
    fn drop(&mut self) {
        // SAFETY: none, without `Release` here and `Acquire` before the free.
        unsafe {
            if (*self.0).owners.fetch_sub(1, Relaxed) == 1 {
                drop(Box::from_raw(self.0.cast_mut()));
            }
        }
    }
}

impl Owner {
    fn dish(&self) -> u32 {
        // SAFETY: owned, so it is there.
        unsafe { *(*self.0).dish.get() }
    }
}

fn main() {
    let shared = Box::into_raw(Box::new(Shared {
        owners: AtomicU32::new(2),
        dish: UnsafeCell::new(7),
    }));
    let [mine, other] = [Owner(shared), Owner(shared)];
    let thread = thread::spawn(move || other.dish());
    drop(mine);
    println!("{}", thread.join().unwrap());
}
