// Publier avec `Relaxed` : le voyant s’allume, et l’assiette semble vide.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;

static DISH: AtomicU32 = AtomicU32::new(0);
static READY: AtomicBool = AtomicBool::new(false);

fn cook() {
    DISH.store(42, Relaxed);
    READY.store(true, Relaxed);
}

fn waiter() -> Option<u32> {
    if READY.load(Relaxed) {
        Some(DISH.load(Relaxed))
    } else {
        None
    }
}

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
}
