// Un verrou de séquence auquel il manque deux barrières mémoire.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

static VERSION: AtomicU32 = AtomicU32::new(0);
static HOURS: AtomicU32 = AtomicU32::new(9);
static MINUTES: AtomicU32 = AtomicU32::new(59);

fn write(hours: u32, minutes: u32) {
    let version = VERSION.load(Relaxed); // Un seul thread écrit.
    VERSION.store(version + 1, Release); // Impair : écriture en cours.
    HOURS.store(hours, Relaxed);
    MINUTES.store(minutes, Relaxed);
    VERSION.store(version + 2, Release); // Pair : tout est écrit.
}

fn try_read() -> Option<(u32, u32)> {
    let before = VERSION.load(Acquire);
    if before % 2 == 1 {
        return None;
    }
    let time = (HOURS.load(Relaxed), MINUTES.load(Relaxed));
    let after = VERSION.load(Acquire);
    (before == after).then_some(time)
}

fn main() {
    let time = thread::scope(|s| {
        let clock = s.spawn(|| write(10, 0));
        let reader = s.spawn(try_read);
        clock.join().unwrap();
        reader.join().unwrap()
    });
    match time {
        Some((hours, minutes)) => println!("il est {hours} h {minutes:02}"),
        None => println!("lecture à refaire"),
    }
}
