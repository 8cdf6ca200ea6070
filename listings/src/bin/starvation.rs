// Un thread reprend le verrou aussitôt rendu ; l’autre ne trouve pas la porte.

use std::hint::spin_loop;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: hurried
static LOG: Mutex<()> = Mutex::new(());
static TURNS: AtomicU32 = AtomicU32::new(0);
static DONE: AtomicBool = AtomicBool::new(false);

fn hurried() {
    while !DONE.load(SeqCst) && TURNS.load(SeqCst) < 4_000 {
        let _log = LOG.lock().unwrap();
        let start = Instant::now();
        while start.elapsed() < Duration::from_micros(500) {
            spin_loop(); // Un calcul, verrou en main.
        }
        TURNS.fetch_add(1, SeqCst);
    }
}
// ANCHOR_END: hurried

// ANCHOR: main
fn main() {
    thread::scope(|s| {
        s.spawn(hurried);
        let mut entered = 0;
        for _ in 0..200 {
            thread::sleep(Duration::from_millis(1)); // Autre travail.
            entered += u32::from(LOG.try_lock().is_ok());
        }
        println!("try_lock : {entered} sur 200 essais");

        let before = TURNS.load(SeqCst);
        let _log = LOG.lock().unwrap();
        let turns = TURNS.load(SeqCst);
        DONE.store(true, SeqCst);
        println!("lock : obtenu, dépassé {} fois", turns - before);
        println!("thread pressé : {turns} tours");
    });
}
// ANCHOR_END: main
