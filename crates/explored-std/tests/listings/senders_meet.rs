// Two senders of one channel, and what one knows of the other.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (tx, rx) = channel();
    let (other, data) = (tx.clone(), AtomicU32::new(0));
    let seen = thread::scope(|s| {
        s.spawn(|| {
            data.store(1, Relaxed);
            tx.send(1).unwrap();
        });
        let seen = s.spawn(|| {
            other.send(2).unwrap();
            data.load(Relaxed)
        });
        seen.join().unwrap()
    });
    println!("{:?} {seen}", [rx.recv(), rx.recv()].map(Result::unwrap));
}
