// Deux compteurs voisins se gênent ; écartés, ils vont plus vite.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: counters
#[derive(Default)]
#[repr(align(128))]
struct Pair {
    left: AtomicU64,
    right: AtomicU64,
}

#[derive(Default)]
#[repr(align(128))]
struct Alone(AtomicU64);
// ANCHOR_END: counters

// ANCHOR: time
const TIMES: u64 = 5_000_000;

fn time(left: &AtomicU64, right: &AtomicU64) -> Duration {
    let start = Instant::now();
    thread::scope(|s| {
        for counter in [left, right] {
            s.spawn(move || {
                for _ in 0..TIMES {
                    counter.fetch_add(1, SeqCst);
                }
            });
        }
    });
    start.elapsed()
}
// ANCHOR_END: time

// ANCHOR: main
const ROUNDS: usize = 9;

fn median(mut times: [Duration; ROUNDS]) -> Duration {
    times.sort();
    times[ROUNDS / 2]
}

fn main() {
    let pair = Pair::default();
    let (left, right) = (Alone::default(), Alone::default());
    let near = median([(); ROUNDS].map(|()| time(&pair.left, &pair.right)));
    let apart = median([(); ROUNDS].map(|()| time(&left.0, &right.0)));
    let ratio = near.as_secs_f64() / apart.as_secs_f64();
    println!("voisins : {near:.0?}, écartés : {apart:.0?}");
    println!("rapport : {ratio:.1}");
}
// ANCHOR_END: main
