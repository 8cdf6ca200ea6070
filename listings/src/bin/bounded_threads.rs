// Douze téléchargements, mais jamais plus de quatre à la fois.

use std::thread;
use std::time::{Duration, Instant};

const THREADS: usize = 4;

fn download(file: u64) -> u64 {
    thread::sleep(Duration::from_millis(100)); // Le serveur envoie.
    file * 10
}

fn main() {
    let start = Instant::now();
    let files: Vec<u64> = (1..=12).collect();
    let total: u64 = thread::scope(|s| {
        let fetch = |part: &[u64]| {
            let size: u64 = part.iter().map(|&file| download(file)).sum();
            println!("fichiers {part:?} : {size} Ko");
            size
        };
        let workers: Vec<_> = files
            .chunks(files.len().div_ceil(THREADS))
            .map(|part| s.spawn(move || fetch(part)))
            .collect();
        assert!(workers.len() <= THREADS);
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum()
    });
    println!("{total} Ko en {:.1?}", start.elapsed());
    assert_eq!(total, 780);
}
