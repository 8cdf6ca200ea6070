// Deux places, trois clients : jamais plus de deux à l’intérieur.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: semaphore
struct Semaphore {
    free: Mutex<usize>,
    returned: Condvar,
}

impl Semaphore {
    const fn new(places: usize) -> Self {
        let free = Mutex::new(places);
        Self {
            free,
            returned: Condvar::new(),
        }
    }

    fn acquire(&self) -> Permit<'_> {
        let free = self.free.lock().unwrap();
        let mut free = self.returned.wait_while(free, |n| *n == 0).unwrap();
        *free -= 1;
        Permit(self)
    }
}
// ANCHOR_END: semaphore

// ANCHOR: permit
#[must_use]
struct Permit<'a>(&'a Semaphore);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap() += 1;
        self.0.returned.notify_one();
    }
}
// ANCHOR_END: permit

// ANCHOR: main
static PLACES: Semaphore = Semaphore::new(2);
static INSIDE: AtomicUsize = AtomicUsize::new(0);

fn visit() -> usize {
    let _permit = PLACES.acquire();
    let inside = INSIDE.fetch_add(1, SeqCst) + 1;
    INSIDE.fetch_sub(1, SeqCst);
    inside
}

fn main() {
    let _permit = PLACES.acquire(); // `main` garde sa place jusqu’au bout.
    INSIDE.fetch_add(1, SeqCst);
    let most = thread::scope(|s| {
        let alice = s.spawn(visit);
        let bob = s.spawn(visit);
        alice.join().unwrap().max(bob.join().unwrap())
    });
    println!("au plus {most} à l’intérieur");
    assert_eq!(most, 2);
}
// ANCHOR_END: main
