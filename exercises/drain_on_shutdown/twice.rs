// Deux threads arrêtent le laboratoire ensemble : chacun attend la fin.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

use super::answer::Lab;

static DONE: AtomicU32 = AtomicU32::new(0);

fn work(_: u32) {
    DONE.fetch_add(1, SeqCst);
}

pub fn main() {
    let lab = Lab::open(work);
    lab.accept(7).unwrap();
    let seen = thread::scope(|s| {
        let other = s.spawn(|| {
            lab.stop();
            DONE.load(SeqCst)
        });
        lab.stop();
        [DONE.load(SeqCst), other.join().unwrap()]
    });
    println!("{seen:?}");
}
