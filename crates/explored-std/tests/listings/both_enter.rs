// Each says that it enters, and looks whether the other did: only where old values
// may be read do both go in.
use std::cell::UnsafeCell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

struct Plain(UnsafeCell<u32>);

// SAFETY: none.
unsafe impl Sync for Plain {}

static COUNT: Plain = Plain(UnsafeCell::new(0));
static ALICE: AtomicBool = AtomicBool::new(false);
static BOB: AtomicBool = AtomicBool::new(false);

fn enter(mine: &AtomicBool, other: &AtomicBool) {
    mine.store(true, Release);
    if !other.load(Acquire) {
        // SAFETY: none.
        unsafe { *COUNT.0.get() += 1 }
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| enter(&ALICE, &BOB));
        s.spawn(|| enter(&BOB, &ALICE));
    });
    // SAFETY: both have ended.
    println!("{}", unsafe { *COUNT.0.get() });
}
