// A pool that closes: the flag is set outside of the lock under which it is read.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Shared {
    jobs: Mutex<VecDeque<Job>>,
    changed: Condvar,
    closed: AtomicBool,
}

struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    fn new(size: usize) -> Pool {
        let shared = Arc::new(Shared::default());
        let worker = |_| {
            let shared = shared.clone();
            thread::spawn(move || work(&shared))
        };
        let workers = (0..size).map(worker).collect();
        Pool { shared, workers }
    }

    fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.shared.jobs.lock().unwrap().push_back(Box::new(job));
        self.shared.changed.notify_one();
    }

    fn close(self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        self.shared.changed.notify_all();
        for worker in self.workers {
            worker.join().unwrap();
        }
    }
}

fn work(shared: &Shared) {
    let mut jobs = shared.jobs.lock().unwrap();
    loop {
        if let Some(job) = jobs.pop_front() {
            drop(jobs);
            job();
            jobs = shared.jobs.lock().unwrap();
        } else if shared.closed.load(Ordering::SeqCst) {
            return;
        } else {
            jobs = shared.changed.wait(jobs).unwrap();
        }
    }
}

fn main() {
    let done = Arc::new(Mutex::new(0));
    let pool = Pool::new(2);
    for _ in 0..2 {
        let done = done.clone();
        pool.run(move || *done.lock().unwrap() += 1);
    }
    pool.close();
    assert_eq!(*done.lock().unwrap(), 2);
}
