// Deux imports, un seul rapport : le dernier qui finit l’envoie.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static RUNNING: AtomicU32 = AtomicU32::new(2);
static REPORTS: AtomicU32 = AtomicU32::new(0);

fn finish() {
    RUNNING.fetch_sub(1, SeqCst);
    if RUNNING.load(SeqCst) == 0 {
        REPORTS.fetch_add(1, SeqCst); // Le rapport part.
    }
}

fn main() {
    thread::scope(|s| {
        let _alice = s.spawn(finish);
        let _bob = s.spawn(finish);
    });
    println!("rapports envoyés : {}", REPORTS.load(SeqCst));
}
