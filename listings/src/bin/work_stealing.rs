// Des travaux inégaux : en parts fixes, puis avec le vol de travail.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use rayon::prelude::*;

// ANCHOR: work
struct Done {
    size: u64,
    thread: usize,
}

fn work(size: u64, thread: usize) -> Done {
    for i in 0..size * 2_000 {
        black_box(i % 7);
    }
    Done { size, thread }
}
// ANCHOR_END: work

// ANCHOR: fixed
fn fixed_shares(jobs: &[u64]) -> Vec<Done> {
    let (small, large) = jobs.split_at(jobs.len() / 2);
    let run = |share: &[u64], thread| -> Vec<Done> {
        share.iter().map(|&size| work(size, thread)).collect()
    };
    thread::scope(|s| {
        let first = s.spawn(|| run(small, 0));
        let second = s.spawn(|| run(large, 1));
        let first = first.join().unwrap().into_iter();
        first.chain(second.join().unwrap()).collect()
    })
}
// ANCHOR_END: fixed

// ANCHOR: stolen
fn stolen(jobs: &[u64]) -> Vec<Done> {
    let thread = || rayon::current_thread_index().unwrap();
    jobs.par_iter().map(|&size| work(size, thread())).collect()
}
// ANCHOR_END: stolen

// ANCHOR: main
fn report(label: &str, time: Duration, done: &[Done]) {
    let by_first = || done.iter().filter(|job| job.thread == 0);
    let first = by_first().count();
    let second = done.len() - first;
    let all: u64 = done.iter().map(|job| job.size).sum();
    let load = 100 * by_first().map(|job| job.size).sum::<u64>() / all;
    println!("{label} : {time:.0?}");
    println!("- premier thread : {first} travaux, {load}% du calcul");
    println!("- second thread : {second} travaux, {}%", 100 - load);
}

fn main() {
    let jobs: Vec<u64> = (1..=100).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build();
    let pool = pool.unwrap();

    let start = Instant::now();
    let done = fixed_shares(&jobs);
    report("parts fixes", start.elapsed(), &done);

    let start = Instant::now();
    let done = pool.install(|| stolen(&jobs));
    report("vol de travail", start.elapsed(), &done);
    assert!(done.iter().map(|job| job.size).eq(1..=100));
}
// ANCHOR_END: main
