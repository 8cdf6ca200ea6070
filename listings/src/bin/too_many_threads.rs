// Mille petits travaux : un thread pour chacun, ou un thread par cœur.

use std::thread;
use std::time::Instant;

// ANCHOR: work
fn work(n: u64) -> u64 {
    (1..=n).map(|i| i * i % 7).sum()
}
// ANCHOR_END: work

// ANCHOR: one_each
fn one_thread_each(jobs: &[u64]) -> u64 {
    thread::scope(|s| {
        let workers: Vec<_> =
            jobs.iter().map(|&n| s.spawn(move || work(n))).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum()
    })
}
// ANCHOR_END: one_each

// ANCHOR: per_core
fn one_thread_per_core(jobs: &[u64]) -> u64 {
    let cores = thread::available_parallelism().map_or(4, |n| n.get());
    let share = jobs.len().div_ceil(cores);
    thread::scope(|s| {
        let total = |part: &[u64]| part.iter().map(|&n| work(n)).sum::<u64>();
        let workers: Vec<_> = jobs
            .chunks(share)
            .map(|part| s.spawn(move || total(part)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum()
    })
}
// ANCHOR_END: per_core

// ANCHOR: main
fn main() {
    let jobs: Vec<u64> = (1..=1000).collect();
    let timed = |label, run: fn(&[u64]) -> u64| {
        let start = Instant::now();
        let total = run(&jobs);
        println!("{label} : {:.1?}", start.elapsed());
        total
    };
    let each = timed("un thread par travail", one_thread_each);
    let few = timed("un thread par cœur", one_thread_per_core);
    let alone = timed("aucun autre thread", |jobs| {
        jobs.iter().map(|&n| work(n)).sum()
    });
    assert!(each == few && few == alone);
}
// ANCHOR_END: main
