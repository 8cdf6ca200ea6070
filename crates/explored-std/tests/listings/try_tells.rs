// A try that succeeds met a receiver that waits, and knows what it knew.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(0);
    let data = AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            let rx = rx;
            data.store(1, Relaxed);
            rx.recv().ok();
        });
        if tx.try_send(()).is_ok() {
            println!("{}", data.load(Relaxed));
        }
        drop(tx);
    });
}
