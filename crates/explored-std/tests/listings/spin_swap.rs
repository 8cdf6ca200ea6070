// A test-and-set lock, given way with `yield_now`.
use std::sync::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread;

static LOCKED: AtomicBool = AtomicBool::new(false);
static COUNT: AtomicU32 = AtomicU32::new(0);

fn main() {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                while LOCKED.swap(true, Acquire) {
                    thread::yield_now();
                }
                let count = COUNT.load(Relaxed);
                COUNT.store(count + 1, Relaxed);
                LOCKED.store(false, Release);
            });
        }
    });
    println!("{}", COUNT.load(Relaxed));
}
