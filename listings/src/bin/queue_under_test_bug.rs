// Une file que l’on peut fermer. Sa fermeture se passe du verrou.

use std::collections::VecDeque;
use std::iter::from_fn;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: queue
#[derive(Default)]
struct Queue {
    photos: Mutex<VecDeque<u32>>,
    closed: AtomicBool,
    bell: Condvar,
}

impl Queue {
    fn push(&self, photo: u32) {
        self.photos.lock().unwrap().push_back(photo);
        self.bell.notify_one();
    }

    fn close(&self) {
        self.closed.store(true, SeqCst); // Atomique : rien à verrouiller.
        self.bell.notify_all();
    }

    fn pop(&self) -> Option<u32> {
        let mut photos = self.photos.lock().unwrap();
        loop {
            if let Some(photo) = photos.pop_front() {
                return Some(photo);
            }
            if self.closed.load(SeqCst) {
                return None;
            }
            photos = self.bell.wait(photos).unwrap();
        }
    }
}
// ANCHOR_END: queue

// ANCHOR: main
fn main() {
    let queue = Queue::default();
    queue.push(1);
    let printed: Vec<u32> = thread::scope(|s| {
        let printer = s.spawn(|| from_fn(|| queue.pop()).collect());
        queue.close();
        printer.join().unwrap()
    });
    println!("tirées : {printed:?}");
}
// ANCHOR_END: main
