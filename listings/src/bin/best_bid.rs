// La meilleure enchère : un échange qui peut échouer, et ses deux ordres.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU32, AtomicUsize};
use std::thread;

// ANCHOR: bid
// Le prix de chaque enchérisseur ; le numéro 0 n’est personne.
static PRICES: [AtomicU32; 3] = [const { AtomicU32::new(0) }; 3];
static BEST: AtomicUsize = AtomicUsize::new(0);

fn bid(bidder: usize, price: u32) {
    PRICES[bidder].store(price, Relaxed);
    let mut best = BEST.load(Acquire);
    while PRICES[best].load(Relaxed) < price {
        // Réussi, il publie mon prix ; manqué, il reçoit celui de l’autre.
        match BEST.compare_exchange_weak(best, bidder, Release, Acquire) {
            Ok(_) => return,
            Err(other) => best = other,
        }
    }
}
// ANCHOR_END: bid

fn main() {
    thread::scope(|s| {
        let alice = s.spawn(|| bid(1, 20));
        let bob = s.spawn(|| bid(2, 30));
        alice.join().unwrap();
        bob.join().unwrap();
    });
    let best = BEST.load(Relaxed);
    println!("le numéro {best} l’emporte");
    assert_eq!(best, 2);
}
