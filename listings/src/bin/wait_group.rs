// Attendre la fin d’un lot avec un `WaitGroup`, sans arrêter personne.

use crossbeam::channel::{self, Receiver};
use crossbeam::sync::WaitGroup;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static WRITTEN: AtomicU32 = AtomicU32::new(0);

fn worker(jobs: Receiver<(u32, WaitGroup)>) {
    for (photo, _done) in jobs {
        WRITTEN.fetch_add(photo, SeqCst);
    }
}

fn main() {
    let (sender, jobs) = channel::bounded(5);
    thread::scope(|s| {
        for jobs in [jobs.clone(), jobs] {
            s.spawn(|| worker(jobs));
        }
        for batch in [1..=7, 8..=9] {
            let all_done = WaitGroup::new();
            for photo in batch {
                sender.send((photo, all_done.clone())).unwrap();
            }
            all_done.wait();
            println!("lot fini, somme : {}", WRITTEN.load(SeqCst));
        }
        drop(sender);
    });
    assert_eq!(WRITTEN.load(SeqCst), 45);
}
