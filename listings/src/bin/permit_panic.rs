// Un client panique : sa place revient quand même.

use std::panic::resume_unwind;
use std::sync::{Condvar, Mutex};
use std::thread;

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

#[must_use]
struct Permit<'a>(&'a Semaphore);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap() += 1;
        self.0.returned.notify_one();
    }
}

// ANCHOR: main
fn main() {
    let places = Semaphore::new(1);
    thread::scope(|s| {
        let bob = s.spawn(|| {
            let _permit = places.acquire();
            resume_unwind(Box::new("requête refusée")); // Sans message.
        });
        let cause = bob.join().unwrap_err();
        println!("bob : {:?}", cause.downcast_ref::<&str>());
    });
    let _permit = places.acquire();
    println!("la place est revenue");
}
// ANCHOR_END: main
