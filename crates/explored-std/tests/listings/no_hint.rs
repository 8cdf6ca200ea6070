// Spins without saying so.
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let ready = AtomicBool::new(false);
    thread::scope(|s| {
        s.spawn(|| while !ready.load(SeqCst) {});
        ready.store(true, SeqCst);
    });
}
