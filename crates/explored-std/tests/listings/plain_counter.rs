// Two threads count in plain memory.
use std::cell::UnsafeCell;
use std::thread;

struct Counter(UnsafeCell<u64>);

// SAFETY: none.
unsafe impl Sync for Counter {}

static VISITS: Counter = Counter(UnsafeCell::new(0));

fn visit() {
    // SAFETY: none.
    unsafe { *VISITS.0.get() += 1 }
}

fn main() {
    let alice = thread::spawn(visit);
    let bob = thread::spawn(visit);
    alice.join().unwrap();
    bob.join().unwrap();
    // SAFETY: both have ended.
    println!("{}", unsafe { *VISITS.0.get() });
}
