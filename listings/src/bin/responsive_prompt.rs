// Une invite qui répond pendant un long calcul, confié à un autre thread.

use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: jobs
fn count_primes() -> usize {
    (2..20_000u32)
        .filter(|n| (2..*n).all(|d| n % d != 0))
        .count()
}

fn answer_questions(start: Instant) {
    for question in ["aide", "heure"] {
        thread::sleep(Duration::from_millis(100)); // Quelqu’un tape.
        println!("{question} : répondu à {:.1?}", start.elapsed());
    }
}
// ANCHOR_END: jobs

// ANCHOR: frozen
fn frozen() {
    let start = Instant::now();
    let primes = count_primes();
    println!("{primes} nombres premiers à {:.1?}", start.elapsed());
    answer_questions(start);
}
// ANCHOR_END: frozen

// ANCHOR: responsive
fn responsive() {
    let start = Instant::now();
    thread::scope(|s| {
        let count = s.spawn(count_primes);
        answer_questions(start);
        let primes = count.join().unwrap();
        println!("{primes} nombres premiers à {:.1?}", start.elapsed());
    });
}
// ANCHOR_END: responsive

fn main() {
    println!("Un seul thread :");
    frozen();
    println!("Deux threads :");
    responsive();
}
