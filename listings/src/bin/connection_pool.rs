// Douze clients, cinq connexions : les sept autres attendent une place.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

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

// ANCHOR: pool
struct Connection(usize);

struct Pool {
    places: Semaphore,
    idle: Mutex<Vec<Connection>>,
    opened: AtomicUsize,
}

impl Pool {
    fn open(&self) -> Connection {
        Connection(self.opened.fetch_add(1, SeqCst) + 1)
    }

    fn serve<T>(&self, request: impl FnOnce(&Connection) -> T) -> T {
        let _permit = self.places.acquire();
        let idle = self.idle.lock().unwrap().pop();
        let connection = idle.unwrap_or_else(|| self.open());
        let answer = request(&connection);
        self.idle.lock().unwrap().push(connection);
        answer
    }
}
// ANCHOR_END: pool

// ANCHOR: main
fn main() {
    let pool = Pool {
        places: Semaphore::new(5),
        idle: Mutex::new(Vec::new()),
        opened: AtomicUsize::new(0),
    };
    let start = Instant::now();
    thread::scope(|s| {
        for client in 1..=12 {
            let pool = &pool;
            s.spawn(move || {
                pool.serve(|Connection(number)| {
                    thread::sleep(Duration::from_millis(100)); // La base.
                    println!("client {client}, connexion {number}");
                });
            });
        }
    });
    let opened = pool.opened.into_inner();
    println!("{opened} connexions, {:.1?}", start.elapsed());
    assert!(opened <= 5);
}
// ANCHOR_END: main
