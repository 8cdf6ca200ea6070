// Un mutex de trois états : libre, pris, pris et attendu.

use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread::{self, Thread};

// ANCHOR: place
// Ce que fait le noyau : une valeur, et la liste de ceux qui dorment dessus.
struct Futex {
    value: AtomicU32,
    asleep: Mutex<Vec<Thread>>,
}

impl Futex {
    fn wait(&self, expected: u32) {
        let mut asleep = self.asleep.lock().unwrap();
        if self.value.load(Relaxed) == expected {
            asleep.push(thread::current());
            drop(asleep);
            thread::park();
        }
    }

    fn wake_one(&self) {
        if let Some(thread) = self.asleep.lock().unwrap().pop() {
            thread.unpark();
        }
    }
}
// ANCHOR_END: place

// ANCHOR: lock
const FREE: u32 = 0;
const TAKEN: u32 = 1;
const AWAITED: u32 = 2; // Pris, et quelqu’un dort peut-être.

fn lock(state: &Futex) {
    let taken = state.value.compare_exchange(FREE, TAKEN, Acquire, Relaxed);
    if taken.is_err() {
        while state.value.swap(AWAITED, Acquire) != FREE {
            state.wait(AWAITED);
        }
    }
}

fn unlock(state: &Futex) {
    if state.value.swap(FREE, Release) == AWAITED {
        state.wake_one();
    }
}
// ANCHOR_END: lock

// ANCHOR: serve
static STATE: Futex = Futex {
    value: AtomicU32::new(FREE),
    asleep: Mutex::new(Vec::new()),
};
static SERVED: AtomicU32 = AtomicU32::new(0);

fn serve() {
    lock(&STATE);
    let served = SERVED.load(Relaxed);
    SERVED.store(served + 1, Relaxed);
    unlock(&STATE);
}
// ANCHOR_END: serve

fn main() {
    thread::scope(|s| {
        let alice = s.spawn(serve);
        let bob = s.spawn(serve);
        alice.join().unwrap();
        bob.join().unwrap();
    });
    let served = SERVED.load(Relaxed);
    println!("{served} plats servis");
    assert_eq!(served, 2);
}
