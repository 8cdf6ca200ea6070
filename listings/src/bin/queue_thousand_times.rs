// Le même essai mille fois, avec une limite : un essai figé se compte.

use std::collections::VecDeque;
use std::iter::from_fn;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;
use std::time::Duration;

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
        self.closed.store(true, SeqCst);
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

// ANCHOR: test
fn one_test() -> Option<Vec<u32>> {
    let queue = Arc::new(Queue::default());
    queue.push(1);
    let (give, take) = mpsc::channel();
    let printers = queue.clone();
    thread::spawn(move || {
        let printed = from_fn(|| printers.pop()).collect();
        let _ = give.send(printed);
    });
    queue.close();
    take.recv_timeout(Duration::from_secs(1)).ok()
}

fn main() {
    let tests = (0..1000).map(|_| one_test());
    let (green, red): (Vec<_>, Vec<_>) =
        tests.partition(|test| test == &Some(vec![1]));
    println!("verts : {}, figés : {}", green.len(), red.len());
}
// ANCHOR_END: test
