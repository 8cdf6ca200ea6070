// Douze téléchargements, mais jamais plus de quatre à la fois.

use std::env;
use std::num::NonZeroUsize;
use std::thread;
use std::time::{Duration, Instant};

// Quatre, sauf si la variable d’environnement `THREADS` dit autre chose.
fn most_threads() -> usize {
    let Ok(text) = env::var("THREADS") else {
        return 4;
    };
    let count = text.parse::<NonZeroUsize>();
    count.expect("THREADS doit valoir 1 ou plus").get()
}

fn download(file: u64) -> u64 {
    thread::sleep(Duration::from_millis(100)); // Le serveur envoie.
    file * 10
}

fn main() {
    let most = most_threads();
    let start = Instant::now();
    let files: Vec<u64> = (1..=12).collect();
    let total: u64 = thread::scope(|s| {
        let fetch = |part: &[u64]| {
            let size: u64 = part.iter().map(|&file| download(file)).sum();
            println!("fichiers {part:?} : {size} Ko");
            size
        };
        let workers: Vec<_> = files
            .chunks(files.len().div_ceil(most))
            .map(|part| s.spawn(move || fetch(part)))
            .collect();
        assert!(workers.len() <= most);
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum()
    });
    println!("{total} Ko en {:.1?}", start.elapsed());
    assert_eq!(total, 780);
}
