// Deux verrous pour une seule valeur : aucun des deux ne la protège.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

static TICKETS: AtomicU64 = AtomicU64::new(0);
static COUNTER: Mutex<()> = Mutex::new(());
static WEBSITE: Mutex<()> = Mutex::new(());

fn sell(key: &Mutex<()>) {
    let _key = key.lock().unwrap();
    let seen = TICKETS.load(SeqCst);
    TICKETS.store(seen + 1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        let _alice = s.spawn(|| sell(&COUNTER));
        let _bob = s.spawn(|| sell(&WEBSITE));
    });
    println!("billets vendus : {}", TICKETS.load(SeqCst));
}
