// Comportement indéfini : à étudier sous ThreadSanitizer, jamais à imiter.

use std::cell::UnsafeCell;
use std::thread;

struct Counter(UnsafeCell<u64>);

// SAFETY: aucune. Cette promesse est fausse, et c’est tout le sujet.
unsafe impl Sync for Counter {}

static VISITS: Counter = Counter(UnsafeCell::new(0));

fn visit() {
    for _ in 0..1_000_000 {
        // SAFETY: aucune. L’autre thread écrit ici en même temps.
        unsafe { *VISITS.0.get() += 1 }
    }
}

fn main() {
    let alice = thread::spawn(visit);
    let bob = thread::spawn(visit);
    alice.join().unwrap();
    bob.join().unwrap();
    // SAFETY: les deux threads sont finis, celui-ci est seul.
    let visits = unsafe { *VISITS.0.get() };
    println!("visites : {visits}");
}
