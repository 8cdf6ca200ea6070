// La sortie d’abord : ce que l’on a vu sortir était entré.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

static ENTERED: AtomicU64 = AtomicU64::new(0);
static LEFT: AtomicU64 = AtomicU64::new(0);

// ANCHOR: threads
fn serve() {
    ENTERED.fetch_add(1, Relaxed);
    // La requête est servie ici.
    LEFT.fetch_add(1, Release); // L’entrée précède cette sortie…
}

fn watch() -> i64 {
    let left = LEFT.load(Acquire);
    let entered = ENTERED.load(Relaxed); // …et se voit avec elle.
    entered as i64 - left as i64
}
// ANCHOR_END: threads

fn main() {
    let under_way = thread::scope(|s| {
        s.spawn(serve);
        s.spawn(watch).join().unwrap()
    });
    println!("en cours : {under_way}");
    assert!(matches!(under_way, 0 | 1));
}
