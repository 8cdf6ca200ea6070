// La donnée est dans le verrou : aucun ajout ne se perd.

use std::sync::{Arc, Mutex};
use std::thread;

fn count(threads: u64, times: u64) -> u64 {
    let counter = Arc::new(Mutex::new(0));
    let mut workers = Vec::new();
    for _ in 0..threads {
        let counter = Arc::clone(&counter);
        workers.push(thread::spawn(move || {
            for _ in 0..times {
                *counter.lock().unwrap() += 1;
            }
        }));
    }
    for worker in workers {
        worker.join().unwrap();
    }
    *counter.lock().unwrap()
}

fn main() {
    for (threads, times) in [(5, 1_000), (4, 100_000)] {
        let expected = threads * times;
        let found = count(threads, times);
        println!("{expected} attendus, {found} comptés");
        assert_eq!(found, expected);
    }
}
