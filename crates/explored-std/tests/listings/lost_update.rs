// Two threads read, then write: one of the two updates may be lost.
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let visits = AtomicU32::new(0);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let seen = visits.load(SeqCst);
                visits.store(seen + 1, SeqCst);
            });
        }
    });
    println!("{}", visits.load(SeqCst));
}
