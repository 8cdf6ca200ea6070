// Deux éléments par une file qui n'a qu'une place.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

use super::answer::Queue;

static BOTH: AtomicBool = AtomicBool::new(false);

pub fn main() {
    let queue = Queue::new(1);
    let mut items = Vec::new();
    let mut early = false;
    thread::scope(|s| {
        let _writer = s.spawn(|| {
            queue.push(1);
            queue.push(2);
            BOTH.store(true, SeqCst);
            queue.close();
        });
        early = BOTH.load(SeqCst);
        while let Some(item) = queue.pop() {
            items.push(item);
        }
    });
    println!("{items:?} {early}");
}
