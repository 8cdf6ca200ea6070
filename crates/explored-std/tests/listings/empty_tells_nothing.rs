// A channel that is empty does not say what those who left it knew.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (tx, rx) = channel::<()>();
    let (other, data) = (tx.clone(), AtomicU32::new(0));
    thread::scope(|s| {
        let thread = s.spawn(|| {
            data.store(1, Relaxed);
            drop(other);
        });
        if thread.is_finished() {
            rx.try_recv().unwrap_err();
            println!("{}", data.load(Relaxed));
        }
    });
    drop(tx);
}
