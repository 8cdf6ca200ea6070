// Publier une donnée : `Release` à l’écriture, `Acquire` à la lecture.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

static DISH: AtomicU32 = AtomicU32::new(0);
static READY: AtomicBool = AtomicBool::new(false);

// ANCHOR: threads
fn cook() {
    DISH.store(42, Relaxed);
    READY.store(true, Release); // Ce qui précède cette écriture…
}

fn waiter() -> Option<u32> {
    if READY.load(Acquire) {
        Some(DISH.load(Relaxed)) // …est visible après avoir lu `true`.
    } else {
        None
    }
}
// ANCHOR_END: threads

fn main() {
    let served = thread::scope(|s| {
        let cook = s.spawn(cook);
        let waiter = s.spawn(waiter);
        cook.join().unwrap();
        waiter.join().unwrap()
    });
    match served {
        Some(dish) => println!("servi : le plat {dish}"),
        None => println!("rien n’est prêt"),
    }
    assert!(matches!(served, None | Some(42)));
}
