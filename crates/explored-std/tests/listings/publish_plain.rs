// A plain value, published by a flag.
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

struct Dish(UnsafeCell<u32>);

// SAFETY: written before READY is, and read after.
unsafe impl Sync for Dish {}

static DISH: Dish = Dish(UnsafeCell::new(0));
static READY: AtomicBool = AtomicBool::new(false);

fn serve() {
    // SAFETY: nobody reads yet.
    unsafe { *DISH.0.get() = 42 }
    READY.store(true, Release);
}

fn taste() {
    if READY.load(Acquire) {
        // SAFETY: written before, and by nobody since.
        println!("{}", unsafe { *DISH.0.get() });
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(serve);
        s.spawn(taste);
        s.spawn(taste);
    });
}
