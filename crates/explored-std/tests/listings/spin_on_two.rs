// A flag beside a counter: the loop reads both, and acquires the first.
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::{hint, thread};

static READY: AtomicBool = AtomicBool::new(false);
static LOOKS: AtomicU32 = AtomicU32::new(0);
static DATA: AtomicU32 = AtomicU32::new(0);

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            DATA.store(1, Relaxed);
            READY.store(true, Release);
        });
        while !READY.load(Acquire) && LOOKS.load(Relaxed) == 0 {
            hint::spin_loop();
        }
        println!("{}", DATA.load(Relaxed));
    });
}
