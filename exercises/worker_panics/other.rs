// Par un canal : chaque travail envoie son numéro et son résultat.

use std::sync::mpsc;
use std::thread;

pub fn run_all(jobs: [fn() -> u32; 3]) -> Vec<Option<u32>> {
    let (sender, receiver) = mpsc::channel();
    for (number, job) in jobs.into_iter().enumerate() {
        let sender = sender.clone();
        thread::spawn(move || sender.send((number, job())).unwrap());
    }
    // Celui qui panique n'envoie rien, et son émetteur disparaît avec lui.
    drop(sender);
    let mut results = vec![None; 3];
    for (number, result) in receiver {
        results[number] = Some(result);
    }
    results
}
