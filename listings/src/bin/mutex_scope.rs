// Un verrou tenu pendant un long travail fait attendre tous les autres.

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: held
static LAST_ORDER: Mutex<u32> = Mutex::new(0);
const COOKING: Duration = Duration::from_millis(100);

fn cook_with_lock() {
    let mut order = LAST_ORDER.lock().unwrap();
    *order += 1;
    thread::sleep(COOKING);
} // La garde `order` vit jusqu’ici.
// ANCHOR_END: held

// ANCHOR: released
fn cook_without_lock() {
    let mut order = LAST_ORDER.lock().unwrap();
    *order += 1;
    drop(order); // Le verrou est relâché ici.
    thread::sleep(COOKING);
}
// ANCHOR_END: released

// ANCHOR: main
fn three_cooks(cook: fn()) -> Duration {
    let start = Instant::now();
    let alice = thread::spawn(cook);
    let bob = thread::spawn(cook);
    let carol = thread::spawn(cook);
    for cook in [alice, bob, carol] {
        cook.join().unwrap();
    }
    start.elapsed()
}

fn main() {
    let held = three_cooks(cook_with_lock);
    println!("verrou tenu pendant la cuisson : {held:.0?}");
    let released = three_cooks(cook_without_lock);
    println!("verrou relâché avant : {released:.0?}");
    assert!(held >= 3 * COOKING && released >= COOKING);
}
// ANCHOR_END: main
