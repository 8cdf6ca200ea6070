// Troisième étape : chaque travail rend son résultat à qui l’a confié.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

struct Pool {
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

// ANCHOR: submit
impl Pool {
    fn submit<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Receiver<T> {
        let (result, answer) = mpsc::channel();
        let jobs = self.jobs.as_ref().expect("le pool est ouvert");
        let run = move || {
            let _ = result.send(job()); // Personne n’attend ? Tant pis.
        };
        jobs.send(Box::new(run)).expect("un thread attend encore");
        answer
    }
}
// ANCHOR_END: submit

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
            let _ = thread.join();
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

// ANCHOR: main
fn main() {
    let pool = Pool::new(3);
    let answers = [1_u64, 2, 3, 4, 5].map(|n| pool.submit(move || n * n));
    let squares = answers.map(|answer| answer.recv().unwrap());
    println!("les carrés : {squares:?}");
    assert_eq!(squares, [1, 4, 9, 16, 25]);
}
// ANCHOR_END: main
