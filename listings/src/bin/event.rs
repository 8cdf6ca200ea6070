// Un événement : un booléen sous verrou, et de quoi attendre qu’il soit vrai.

use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: event
struct Event {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    const fn new() -> Event {
        Event {
            set: Mutex::new(false),
            changed: Condvar::new(),
        }
    }

    fn set(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    fn wait(&self) {
        let set = self.set.lock().unwrap();
        let _set = self.changed.wait_while(set, |set| !*set).unwrap();
    }
}
// ANCHOR_END: event

// ANCHOR: main
static OPEN: Event = Event::new();

fn main() {
    thread::scope(|s| {
        let _alice = s.spawn(|| OPEN.wait());
        let _bob = s.spawn(|| OPEN.wait());
        let _boss = s.spawn(|| OPEN.set());
    });
    println!("Alice et Bob sont entrés.");
}
// ANCHOR_END: main
