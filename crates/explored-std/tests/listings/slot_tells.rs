// A slot that is given back tells what its giver knew, and no later one.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(2);
    let data = AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            let rx = rx;
            for number in 1..=3 {
                data.store(number, Relaxed);
                rx.recv().unwrap();
            }
        });
        for _ in 0..3 {
            tx.send(()).unwrap();
        }
        println!("{}", data.load(Relaxed));
    });
}
