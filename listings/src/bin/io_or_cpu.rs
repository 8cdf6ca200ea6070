// Quatre travaux qui attendent, puis quatre qui calculent, sur 1 et 4 threads.

use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: jobs
fn wait() {
    thread::sleep(Duration::from_millis(100)); // Un serveur va répondre.
}

fn compute() {
    let primes = (2..7_000u32).filter(|n| (2..*n).all(|d| n % d != 0));
    assert_eq!(primes.count(), 900);
}
// ANCHOR_END: jobs

// ANCHOR: timed
const JOBS: u32 = 4;

fn timed(job: fn(), threads: u32) -> Duration {
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                for _ in 0..JOBS / threads {
                    job();
                }
            });
        }
    });
    start.elapsed()
}
// ANCHOR_END: timed

// ANCHOR: main
fn main() {
    for (name, job) in [("attente", wait as fn()), ("calcul", compute)] {
        let one = timed(job, 1);
        let many = timed(job, JOBS);
        let gain = one.as_secs_f64() / many.as_secs_f64();
        println!("{name} : {one:.0?} puis {many:.0?}, accélération {gain:.1}");
    }
}
// ANCHOR_END: main
