// … by a flag that orders nothing.
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

struct Dish(UnsafeCell<u32>);

// SAFETY: none.
unsafe impl Sync for Dish {}

static DISH: Dish = Dish(UnsafeCell::new(0));
static READY: AtomicBool = AtomicBool::new(false);

fn serve() {
    // SAFETY: none.
    unsafe { *DISH.0.get() = 42 }
    READY.store(true, Relaxed);
}

fn taste() {
    if READY.load(Relaxed) {
        // SAFETY: none.
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
