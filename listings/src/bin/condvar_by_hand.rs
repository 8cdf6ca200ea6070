// Une variable de condition : un compteur de coups, et une place où dormir.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, MutexGuard};
use std::thread::{self, Thread};

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

// ANCHOR: bell
struct Bell {
    rings: Futex,
}

impl Bell {
    fn wait<'a>(&self, dish: MutexGuard<'a, u32>) -> MutexGuard<'a, u32> {
        let rings = self.rings.value.load(Relaxed); // Avant de relâcher.
        drop(dish);
        self.rings.wait(rings);
        DISH.lock().unwrap()
    }

    fn notify_one(&self) {
        self.rings.value.fetch_add(1, Relaxed);
        self.rings.wake_one();
    }
}
// ANCHOR_END: bell

// ANCHOR: serve
static DISH: Mutex<u32> = Mutex::new(0);
static BELL: Bell = Bell {
    rings: Futex {
        value: AtomicU32::new(0),
        asleep: Mutex::new(Vec::new()),
    },
};

fn cook() {
    *DISH.lock().unwrap() = 42;
    BELL.notify_one();
}

fn waiter() -> u32 {
    let mut dish = DISH.lock().unwrap();
    while *dish == 0 {
        dish = BELL.wait(dish);
    }
    *dish
}
// ANCHOR_END: serve

fn main() {
    let served = thread::scope(|s| {
        let cook = s.spawn(cook);
        let waiter = s.spawn(waiter);
        cook.join().unwrap();
        waiter.join().unwrap()
    });
    println!("servi : le plat {served}");
    assert_eq!(served, 42);
}
