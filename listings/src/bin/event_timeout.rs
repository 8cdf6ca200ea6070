// Attendre un événement, mais pas plus longtemps que prévu.

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: event
#[derive(Default)]
struct Event {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    fn set(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    fn wait_timeout(&self, limit: Duration) -> bool {
        let set = self.set.lock().unwrap();
        let (set, _) = self
            .changed
            .wait_timeout_while(set, limit, |set| !*set)
            .unwrap();
        *set
    }
}
// ANCHOR_END: event

// ANCHOR: main
fn main() {
    let answered = Event::default();
    let start = Instant::now();
    let seen = answered.wait_timeout(Duration::from_millis(100));
    println!("Réponse : {seen}, après {:.0?}.", start.elapsed());
    assert!(!seen);

    thread::scope(|s| {
        s.spawn(|| {
            thread::sleep(Duration::from_millis(150));
            answered.set();
        });
        let start = Instant::now();
        let seen = answered.wait_timeout(Duration::from_secs(5));
        println!("Réponse : {seen}, après {:.0?}.", start.elapsed());
        assert!(seen);
    });
}
// ANCHOR_END: main
