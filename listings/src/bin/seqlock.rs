// Verrou de séquence : le lecteur n’écrit rien, il vérifie ce qu’il a lu.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU32, fence};
use std::thread;

static VERSION: AtomicU32 = AtomicU32::new(0);
static HOURS: AtomicU32 = AtomicU32::new(9);
static MINUTES: AtomicU32 = AtomicU32::new(59);

// ANCHOR: write
fn write(hours: u32, minutes: u32) {
    let version = VERSION.load(Relaxed); // Un seul thread écrit.
    VERSION.store(version + 1, Relaxed); // Impair : écriture en cours.
    fence(Release); // Qui voit la nouvelle heure voit aussi l’impair.
    HOURS.store(hours, Relaxed);
    MINUTES.store(minutes, Relaxed);
    VERSION.store(version + 2, Release); // Pair : tout est écrit.
}
// ANCHOR_END: write

// ANCHOR: read
fn try_read() -> Option<(u32, u32)> {
    let before = VERSION.load(Acquire); // L’heure lue sera au moins celle-là.
    if before % 2 == 1 {
        return None;
    }
    let time = (HOURS.load(Relaxed), MINUTES.load(Relaxed));
    fence(Acquire); // Une heure nouvelle interdit l’ancienne version.
    let after = VERSION.load(Relaxed);
    (before == after).then_some(time)
}
// ANCHOR_END: read

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
    assert!(matches!(time, None | Some((9, 59)) | Some((10, 0))));
}
