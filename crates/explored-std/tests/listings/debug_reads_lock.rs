// `{:?}` of a mutex looks whether it is held, and at what it holds.
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::{sync::Barrier, thread};

fn main() {
    let (lock, other) = (Mutex::new(0), AtomicU32::new(0));
    let met = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| {
            *lock.lock().unwrap() = 1;
            met.wait();
        });
        s.spawn(|| {
            other.load(SeqCst);
            let seen = format!("{lock:?}");
            met.wait();
            println!("{}", seen.replace(", poisoned: false, ..", ""));
        });
    });
}
