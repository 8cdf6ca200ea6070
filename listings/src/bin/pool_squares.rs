// Un pool le temps d’un calcul : trois threads, cinq carrés, en ordre.

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: map
fn pool_map<T: Send, R: Send>(
    size: usize,
    jobs: Vec<T>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let mut results: Vec<Option<R>> = jobs.iter().map(|_| None).collect();
    let queue = Mutex::new(jobs.into_iter().zip(&mut results));
    thread::scope(|s| {
        for _ in 0..size {
            s.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some((job, result)) = next else { return };
                    *result = Some(work(job));
                }
            });
        }
    });
    results.into_iter().map(Option::unwrap).collect()
}
// ANCHOR_END: map

// ANCHOR: main
fn main() {
    let start = Instant::now();
    let wait = Duration::from_millis(200);
    let squares = pool_map(3, vec![1_u64, 2, 3, 4, 5], |n| {
        thread::sleep(wait); // Un serveur lointain calcule.
        n * n
    });
    println!("les carrés : {squares:?}");
    println!("en tout : {:.0?}", start.elapsed());
    assert_eq!(squares, [1, 4, 9, 16, 25]);
}
// ANCHOR_END: main
