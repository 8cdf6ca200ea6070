// Deux travaux de trois étapes : l’un après l’autre, puis en même temps.

use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: work
const JOBS: [&str; 2] = ["archive", "facture"];

fn work(name: &str) {
    for step in 1..=3 {
        println!("{name} : étape {step}/3");
        thread::sleep(Duration::from_millis(100)); // Le serveur répond.
    }
}

fn in_turn() {
    for name in JOBS {
        work(name);
    }
}
// ANCHOR_END: work

// ANCHOR: together
fn together() {
    let mut threads = Vec::new();
    for name in JOBS {
        threads.push(thread::spawn(move || work(name)));
    }
    for thread in threads {
        thread.join().unwrap();
    }
}
// ANCHOR_END: together

// ANCHOR: measure
fn main() {
    let start = Instant::now();
    in_turn();
    let time_in_turn = start.elapsed();

    let start = Instant::now();
    together();
    let time_together = start.elapsed();

    let speed_up = time_in_turn.as_secs_f64() / time_together.as_secs_f64();
    println!("L’un après l’autre : {time_in_turn:.1?}");
    println!("En même temps : {time_together:.1?}");
    println!("Accélération : {speed_up:.1}");
}
// ANCHOR_END: measure
