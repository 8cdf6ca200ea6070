// The flag is looked at without the lock that the signal needs.
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let ready = AtomicBool::new(false);
    let bell = (Mutex::new(()), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            ready.store(true, SeqCst);
            bell.1.notify_one();
        });
        let guard = bell.0.lock().unwrap();
        if !ready.load(SeqCst) {
            drop(bell.1.wait(guard));
        }
    });
    println!("served");
}
