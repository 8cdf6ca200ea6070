// Un pool complet : il rend les résultats en ordre et survit aux paniques.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

struct Pool {
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    fn submit<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Receiver<thread::Result<T>> {
        let (result, answer) = mpsc::channel();
        let jobs = self.jobs.as_ref().expect("le pool est ouvert");
        let run = move || {
            // Nos travaux ne partagent rien : rien n’est laissé à moitié fait.
            let outcome = catch_unwind(AssertUnwindSafe(job));
            let _ = result.send(outcome);
        };
        jobs.send(Box::new(run)).expect("les threads survivent");
        answer
    }
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
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.jobs.take());
        for thread in self.threads.drain(..) {
            thread.join().expect("un travail ne tue pas son thread");
        }
    }
}

fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(job) = next else { return };
        job();
    }
}

fn main() {
    let pool = Pool::new(2);
    let square = |n: i32| move || n.checked_pow(2).expect("carré trop grand");
    let answers = [100_000, 5].map(|n| pool.submit(square(n)));
    drop(pool); // Les travaux déjà confiés seront tous faits.
    let [large, small] = answers.map(|answer| answer.recv().unwrap().ok());
    println!("{large:?}, {small:?}");
    assert_eq!((large, small), (None, Some(25)));
}
