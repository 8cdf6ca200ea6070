// Ce qui est en cours est une différence : lire l’entrée avant la sortie.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static ENTERED: AtomicU64 = AtomicU64::new(0);
static LEFT: AtomicU64 = AtomicU64::new(0);

fn serve() {
    ENTERED.fetch_add(1, Relaxed);
    // La requête est servie ici.
    LEFT.fetch_add(1, Relaxed);
}

fn watch() -> i64 {
    let entered = ENTERED.load(Relaxed);
    let left = LEFT.load(Relaxed);
    entered as i64 - left as i64
}

fn main() {
    let under_way = thread::scope(|s| {
        s.spawn(serve);
        s.spawn(watch).join().unwrap()
    });
    println!("en cours : {under_way}");
}
