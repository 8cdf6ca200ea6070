// A rendezvous tells both sides what the other knew.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(0);
    let (there, here) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|s| {
        s.spawn(|| {
            let rx = rx;
            there.store(1, Relaxed);
            rx.recv().unwrap();
            print!("{} ", here.load(Relaxed));
        });
        here.store(1, Relaxed);
        tx.send(()).unwrap();
        print!("{} ", there.load(Relaxed));
    });
}
