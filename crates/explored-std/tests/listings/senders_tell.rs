// Whoever learns that all senders are gone knows what each knew.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (tx, rx) = channel::<()>();
    let data = [AtomicU32::new(0), AtomicU32::new(0)];
    thread::scope(|s| {
        for data in &data {
            let tx = tx.clone();
            s.spawn(move || {
                let _tx = tx;
                data.store(1, Relaxed);
            });
        }
        drop(tx);
        rx.recv().unwrap_err();
        println!("{} {}", data[0].load(Relaxed), data[1].load(Relaxed));
    });
}
