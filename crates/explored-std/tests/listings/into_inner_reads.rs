// `into_inner` reads; a new value stands in the same place.
use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let mut first = OnceLock::new();
    thread::scope(|s| {
        for number in [1, 2] {
            let first = &first;
            s.spawn(move || {
                first.set(number).ok();
            });
        }
    });
    let seen = first.take();
    let other = AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| other.store(1, SeqCst));
        s.spawn(|| other.store(1, SeqCst));
    });
    println!("{seen:?}");
}
