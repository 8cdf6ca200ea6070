// A flag under the lock: no wake-up is missed, and none is believed blindly.
use std::sync::{Condvar, Mutex};
use std::thread;

static READY: Mutex<bool> = Mutex::new(false);
static BELL: Condvar = Condvar::new();

fn main() {
    let cook = thread::spawn(|| {
        *READY.lock().unwrap() = true;
        BELL.notify_one();
    });
    let ready = BELL
        .wait_while(READY.lock().unwrap(), |ready| !*ready)
        .unwrap();
    println!("{ready}");
    drop(ready);
    cook.join().unwrap();
}
