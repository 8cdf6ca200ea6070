// Quatre travaux de 50 ms, deux threads : 200 ms si la garde dure trop.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: held
type Queue = Mutex<Receiver<Duration>>;

fn held(queue: &Queue) {
    while let Ok(job) = queue.lock().unwrap().recv() {
        thread::sleep(job); // Le verrou est encore tenu.
    }
}
// ANCHOR_END: held

// ANCHOR: released
fn released(queue: &Queue) {
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(job) = next else { return };
        thread::sleep(job); // Le verrou est relâché.
    }
}
// ANCHOR_END: released

// ANCHOR: main
fn time(work: fn(&Queue)) -> Duration {
    let start = Instant::now();
    let (jobs, queue) = mpsc::channel();
    for _ in 0..4 {
        jobs.send(Duration::from_millis(50)).unwrap();
    }
    drop(jobs);
    let queue = Mutex::new(queue);
    thread::scope(|s| {
        let alice = s.spawn(|| work(&queue));
        let bob = s.spawn(|| work(&queue));
        alice.join().unwrap();
        bob.join().unwrap();
    });
    start.elapsed()
}

fn main() {
    let (held, released) = (time(held), time(released));
    println!("garde tenue pendant le travail : {held:.0?}");
    println!("garde relâchée avant le travail : {released:.0?}");
    assert!(held >= Duration::from_millis(200));
}
// ANCHOR_END: main
