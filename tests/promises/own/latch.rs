// A latch: who waits goes on when the last has arrived.

use std::sync::{Condvar, Mutex};
use std::thread;

struct Latch {
    missing: Mutex<usize>,
    all_here: Condvar,
}

impl Latch {
    const fn new(missing: usize) -> Latch {
        Latch {
            missing: Mutex::new(missing),
            all_here: Condvar::new(),
        }
    }

    fn arrive(&self) {
        let mut missing = self.missing.lock().unwrap();
        *missing -= 1;
        if *missing == 0 {
            self.all_here.notify_all();
        }
    }

    fn wait(&self) {
        let missing = self.missing.lock().unwrap();
        let at_last = self.all_here.wait_while(missing, |missing| *missing > 0);
        drop(at_last.unwrap());
    }
}

static STARTED: Latch = Latch::new(2);
static READY: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn prepare(part: &'static str) {
    READY.lock().unwrap().push(part);
    STARTED.arrive();
}

fn main() {
    let parts = ["soup", "bread"].map(|part| thread::spawn(move || prepare(part)));
    STARTED.wait();
    let mut ready = READY.lock().unwrap().clone();
    ready.sort();
    assert_eq!(ready, ["bread", "soup"]);
    for part in parts {
        part.join().unwrap();
    }
}
