// A thread leaves what it saw in a borrow, and panics.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let (shared, mut seen) = (AtomicU32::new(0), 9);
    thread::scope(|s| {
        s.spawn(|| shared.store(1, SeqCst));
        let reader = s.spawn(|| {
            seen = shared.load(SeqCst);
            panic!("on purpose");
        });
        reader.join().unwrap_err();
    });
    shared.load(SeqCst);
    println!("{seen}");
}
