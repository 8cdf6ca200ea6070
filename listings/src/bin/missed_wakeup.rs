// L’état est regardé hors du verrou : le réveil peut venir trop tôt.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Condvar, Mutex};
use std::thread;

static READY: AtomicBool = AtomicBool::new(false);
static LOCK: Mutex<()> = Mutex::new(());
static BELL: Condvar = Condvar::new();

fn wait_for_dish() {
    while !READY.load(SeqCst) {
        let guard = LOCK.lock().unwrap();
        let _guard = BELL.wait(guard).unwrap();
    }
}

fn main() {
    thread::scope(|s| {
        let _waiter = s.spawn(wait_for_dish);
        let _cook = s.spawn(|| {
            READY.store(true, SeqCst);
            BELL.notify_one();
        });
    });
    println!("plat servi");
}
