// The signal may come in time, or not.
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let ready = Mutex::new(false);
    let bell = Condvar::new();
    thread::scope(|s| {
        s.spawn(|| {
            *ready.lock().unwrap() = true;
            bell.notify_one();
        });
        let guard = ready.lock().unwrap();
        let limit = Duration::from_millis(10);
        let (ready, wait) = bell
            .wait_timeout_while(guard, limit, |ready| !*ready)
            .unwrap();
        println!("{ready} {}", wait.timed_out());
    });
}
