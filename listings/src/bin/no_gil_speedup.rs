// Quatre parts du même calcul : l’une après l’autre, puis un thread par part.

use std::ops::Range;
use std::thread;
use std::time::Instant;

// ANCHOR: computation
// Suite de Syracuse : les étapes nécessaires pour aller de `n` à 1.
fn flight_time(mut n: u64) -> u32 {
    let mut steps = 0;
    while n != 1 {
        n = match n % 2 {
            0 => n / 2,
            _ => 3 * n + 1,
        };
        steps += 1;
    }
    steps
}

fn longest_flight(starts: Range<u64>) -> Option<u32> {
    starts.map(flight_time).max()
}
// ANCHOR_END: computation

// ANCHOR: main
fn main() {
    let quarters = [
        1..250_000,
        250_000..500_000,
        500_000..750_000,
        750_000..1_000_000,
    ];

    let start = Instant::now();
    let longest = quarters.clone().map(longest_flight);
    let in_turn = start.elapsed();
    println!("L’une après l’autre : {in_turn:.1?}");

    let start = Instant::now();
    let longest_on_threads = thread::scope(|s| {
        let threads = quarters.map(|q| s.spawn(|| longest_flight(q)));
        threads.map(|thread| thread.join().unwrap())
    });
    let together = start.elapsed();
    println!("Sur quatre threads : {together:.1?}");

    let speed_up = in_turn.as_secs_f64() / together.as_secs_f64();
    println!("Accélération : {speed_up:.1}");
    assert_eq!(longest, longest_on_threads);
}
// ANCHOR_END: main
