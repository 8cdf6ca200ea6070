// Lire, ajouter un, écrire : entre les deux, un autre thread peut passer.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static VISITS: AtomicU64 = AtomicU64::new(0);

fn visit() {
    let seen = VISITS.load(SeqCst);
    VISITS.store(seen + 1, SeqCst);
}

fn main() {
    let alice = thread::spawn(visit);
    let bob = thread::spawn(visit);
    alice.join().unwrap();
    bob.join().unwrap();
    let visits = VISITS.load(SeqCst);
    println!("visites : {visits}");
}
