// `if` believes any wake-up.
use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let ready = Mutex::new(false);
    let bell = Condvar::new();
    thread::scope(|s| {
        s.spawn(|| {
            *ready.lock().unwrap() = true;
            bell.notify_one();
        });
        let mut seen = ready.lock().unwrap();
        if !*seen {
            seen = bell.wait(seen).unwrap();
        }
        println!("{seen}");
    });
}
