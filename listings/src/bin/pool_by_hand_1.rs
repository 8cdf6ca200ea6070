// Première étape : trois threads prennent leurs travaux dans une même file.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(job) = next else { return };
        job();
    }
}

fn main() {
    let (jobs, queue) = mpsc::channel::<Job>();
    let queue = Mutex::new(queue);
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| work(&queue));
        }
        for n in 1..=5_u64 {
            let square = move || println!("le carré de {n} est {}", n * n);
            jobs.send(Box::new(square)).unwrap();
        }
    });
    println!("terminé");
}
