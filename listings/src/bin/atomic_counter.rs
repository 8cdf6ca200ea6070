// `fetch_add` lit, ajoute et écrit en une seule opération.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static VISITS: AtomicU64 = AtomicU64::new(0);

fn visit() {
    VISITS.fetch_add(1, SeqCst);
}

fn main() {
    let alice = thread::spawn(visit);
    let bob = thread::spawn(visit);
    alice.join().unwrap();
    bob.join().unwrap();
    let visits = VISITS.load(SeqCst);
    println!("visites : {visits}");
    assert_eq!(visits, 2);
}
