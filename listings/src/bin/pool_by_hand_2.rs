// Deuxième étape : la fin du pool ferme la file et attend les threads.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

// ANCHOR: pool
struct Pool {
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    fn new(size: usize) -> Self {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let start = |_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || work(&queue))
        };
        let threads = (0..size).map(start).collect();
        let jobs = Some(jobs);
        Self { jobs, threads }
    }

    fn submit(&self, job: impl FnOnce() + Send + 'static) {
        let jobs = self.jobs.as_ref().expect("le pool est ouvert");
        jobs.send(Box::new(job)).expect("un thread attend encore");
    }
}
// ANCHOR_END: pool

// ANCHOR: drop
impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.jobs.take()); // Plus aucun émetteur : la file se ferme.
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}
// ANCHOR_END: drop

fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(job) = next else { return };
        job();
    }
}

// ANCHOR: main
static DONE: AtomicUsize = AtomicUsize::new(0);

fn main() {
    let pool = Pool::new(3);
    for n in 1..=5_u64 {
        pool.submit(move || {
            println!("le carré de {n} est {}", n * n);
            DONE.fetch_add(1, SeqCst);
        });
    }
    drop(pool);
    println!("terminé");
    assert_eq!(DONE.load(SeqCst), 5);
}
// ANCHOR_END: main
