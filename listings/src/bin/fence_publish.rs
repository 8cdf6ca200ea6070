// Deux barrières mémoire publient ce qu’un voyant `Relaxed` ne publie pas.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, fence};
use std::thread;

static DISH: AtomicU32 = AtomicU32::new(0);
static READY: AtomicBool = AtomicBool::new(false);

// ANCHOR: threads
fn cook() {
    DISH.store(42, Relaxed);
    fence(Release); // Ce qui précède est publié…
    READY.store(true, Relaxed); // …par toute écriture qui suit.
}

fn waiter() -> Option<u32> {
    if !READY.load(Relaxed) {
        return None;
    }
    fence(Acquire); // La lecture qui précède vaut désormais un `Acquire`.
    Some(DISH.load(Relaxed))
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
