// Un quart du calcul reste à la suite : l’accélération mesurée, et la loi.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: run
const IN_TURN: u64 = 1_000_000;
const SHARED: u64 = 3_000_000;

fn work(rounds: u64) {
    for n in 0..rounds {
        black_box(n * n % 7);
    }
}

fn run(threads: u64) -> Duration {
    let start = Instant::now();
    work(IN_TURN);
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| work(SHARED / threads));
        }
    });
    start.elapsed()
}
// ANCHOR_END: run

// ANCHOR: main
const ROUNDS: usize = 9;

fn median(threads: u64) -> f64 {
    let mut times = [(); ROUNDS].map(|()| run(threads));
    times.sort();
    times[ROUNDS / 2].as_secs_f64()
}

fn main() {
    run(1); // Un tour pour rien : l’échauffement.
    let one = median(1);
    let in_turn = IN_TURN as f64 / (IN_TURN + SHARED) as f64;
    for threads in [2, 4] {
        let measured = one / median(threads);
        let law = 1.0 / (in_turn + (1.0 - in_turn) / threads as f64);
        println!("threads : {threads}, mesure {measured:.2}, loi {law:.2}");
    }
    println!("la limite de la loi : {:.2}", 1.0 / in_turn);
}
// ANCHOR_END: main
