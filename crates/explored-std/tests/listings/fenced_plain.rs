// Fences around relaxed accesses order what is plain.
use std::cell::UnsafeCell;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, fence};
use std::thread;

struct Dish(UnsafeCell<u32>);

// SAFETY: the fences.
unsafe impl Sync for Dish {}

static DISH: Dish = Dish(UnsafeCell::new(0));
static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    let cook = thread::spawn(|| {
        // SAFETY: nobody reads yet.
        unsafe { *DISH.0.get() = 42 }
        fence(Release);
        READY.store(true, Relaxed);
    });
    if READY.load(Relaxed) {
        fence(Acquire);
        // SAFETY: written before.
        println!("{}", unsafe { *DISH.0.get() });
    }
    cook.join().unwrap();
}
