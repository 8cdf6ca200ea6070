// Attendre que tout soit traité, sans arrêter les consommateurs.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

// ANCHOR: worker
static WRITTEN: AtomicU32 = AtomicU32::new(0);

struct Job {
    photo: u32,
    _done: Sender<()>, // Disparaît avec le travail, une fois traité.
}

fn worker(jobs: &Mutex<Receiver<Job>>) {
    let next = || jobs.lock().unwrap().recv().ok();
    while let Some(job) = next() {
        WRITTEN.fetch_add(job.photo, SeqCst);
    }
}
// ANCHOR_END: worker

// ANCHOR: batch
fn batch(jobs: &SyncSender<Job>, photos: &[u32]) {
    let (done, all_done) = mpsc::channel();
    for &photo in photos {
        let _done = done.clone();
        jobs.send(Job { photo, _done }).unwrap();
    }
    drop(done);
    assert!(all_done.recv().is_err()); // Fermé : tout est traité.
}
// ANCHOR_END: batch

// ANCHOR: main
fn main() {
    let (jobs, receiver) = mpsc::sync_channel(5);
    let receiver = Mutex::new(receiver);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| worker(&receiver));
        }
        batch(&jobs, &[1, 2, 3, 4, 5, 6, 7]);
        println!("premier lot : somme {}", WRITTEN.load(SeqCst));
        batch(&jobs, &[10, 20]);
        println!("second lot : somme {}", WRITTEN.load(SeqCst));
        drop(jobs);
    });
    assert_eq!(WRITTEN.load(SeqCst), 58);
}
// ANCHOR_END: main
