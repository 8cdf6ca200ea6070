// Threads that leave a sum behind, and nothing else.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let sum = AtomicU32::new(0);
    thread::scope(|s| {
        for _ in 0..8 {
            let sum = &sum;
            s.spawn(move || {
                sum.fetch_add(1, SeqCst);
            });
        }
    });
    println!("{}", sum.load(SeqCst));
}
