// La même somme de carrés, dans l’ordre puis avec rayon.

use std::hint::black_box;
use std::ops::Range;
use std::time::Instant;

use rayon::prelude::*;

// ANCHOR: sum
fn sum_of_squares(range: Range<u64>) -> u64 {
    // Sans `black_box`, l’optimiseur remplace la boucle par une formule.
    range.map(|n| black_box(n) * n).sum()
}
// ANCHOR_END: sum

// ANCHOR: main
fn main() {
    let ranges: Vec<Range<u64>> = (0..4)
        .map(|million| million * 1_000_000..(million + 1) * 1_000_000)
        .collect();

    let start = Instant::now();
    let in_turn: Vec<u64> =
        ranges.iter().cloned().map(sum_of_squares).collect();
    let time_in_turn = start.elapsed();

    let start = Instant::now();
    let in_parallel: Vec<u64> =
        ranges.par_iter().cloned().map(sum_of_squares).collect();
    let time_in_parallel = start.elapsed();

    assert_eq!(in_turn, in_parallel);
    let total: u128 = in_parallel.iter().map(|&sum| u128::from(sum)).sum();
    println!("total : {total}");
    println!("le plus grand u64 : {}", u64::MAX);
    let speed_up = time_in_turn.as_secs_f64() / time_in_parallel.as_secs_f64();
    println!("à la suite {time_in_turn:.1?}, rayon {time_in_parallel:.1?}");
    println!("accélération : {speed_up:.1}");
}
// ANCHOR_END: main
