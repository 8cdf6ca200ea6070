// `{:?}` of an atomic reads it.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::{sync::Barrier, thread};

fn main() {
    let (x, other) = (AtomicU32::new(0), AtomicU32::new(0));
    let met = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| {
            x.store(1, SeqCst);
            met.wait();
        });
        s.spawn(|| {
            other.load(SeqCst);
            let seen = format!("{x:?}");
            met.wait();
            println!("{seen}");
        });
    });
}
