// Time runs out while the notifier holds the lock: too late, and true.
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let (ready, bell) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        s.spawn(|| {
            let mut ready = ready.lock().unwrap();
            *ready = true;
            bell.notify_one();
        });
        let guard = ready.lock().unwrap();
        if !*guard {
            let limit = Duration::from_millis(10);
            let (ready, wait) = bell.wait_timeout(guard, limit).unwrap();
            println!("{ready} {}", wait.timed_out());
        }
    });
}
