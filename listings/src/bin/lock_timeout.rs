// Chacun tient un verrou et veut l’autre ; le moins patient débloque tout.

use parking_lot::Mutex;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

// ANCHOR: transfer
fn transfer(from: &Mutex<i32>, to: &Mutex<i32>, patience: u64) -> bool {
    static BOTH_HOLD: Barrier = Barrier::new(2);
    let mut from = from.lock();
    BOTH_HOLD.wait(); // L’interblocage est en place.
    let patience = Duration::from_millis(patience);
    let Some(mut to) = to.try_lock_for(patience) else {
        println!("renonce après {patience:?}");
        return false;
    };
    *from -= 10;
    *to += 10;
    true
}
// ANCHOR_END: transfer

// ANCHOR: main
fn main() {
    let checking = Mutex::new(100);
    let savings = Mutex::new(100);
    thread::scope(|s| {
        let alice = s.spawn(|| transfer(&checking, &savings, 100));
        let bob = s.spawn(|| transfer(&savings, &checking, 2_000));
        println!("alice : {}", alice.join().unwrap());
        println!("bob : {}", bob.join().unwrap());
    });
    let (checking, savings) = (checking.into_inner(), savings.into_inner());
    println!("courant : {checking}, épargne : {savings}");
    assert_eq!((checking, savings), (110, 90));
}
// ANCHOR_END: main
