// Un verrou à attente active : un booléen, et un thread qui insiste.

use std::hint;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

static LOCKED: AtomicBool = AtomicBool::new(false);
static SERVED: AtomicU32 = AtomicU32::new(0);

// ANCHOR: lock
fn lock() {
    // Voit tout ce qu’avait écrit le thread qui a relâché le verrou.
    while LOCKED.swap(true, Acquire) {
        hint::spin_loop();
    }
}

fn unlock() {
    LOCKED.store(false, Release);
}
// ANCHOR_END: lock

// ANCHOR: serve
fn serve() {
    lock();
    let served = SERVED.load(Relaxed);
    SERVED.store(served + 1, Relaxed);
    unlock();
}
// ANCHOR_END: serve

fn main() {
    thread::scope(|s| {
        let alice = s.spawn(serve);
        let bob = s.spawn(serve);
        alice.join().unwrap();
        bob.join().unwrap();
    });
    let served = SERVED.load(Relaxed);
    println!("{served} plats servis");
    assert_eq!(served, 2);
}
