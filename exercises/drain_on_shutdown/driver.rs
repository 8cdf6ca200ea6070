// Un client dépose deux commandes pendant que le laboratoire s’arrête.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

use super::answer::Lab;

static DONE: AtomicU32 = AtomicU32::new(0);

fn work(_: u32) {
    DONE.fetch_add(1, SeqCst);
}

pub fn main() {
    let lab = Lab::open(work);
    let (accepted, done) = thread::scope(|s| {
        let client = s.spawn(|| [1, 2].map(|order| lab.accept(order)));
        lab.stop();
        let done = DONE.load(SeqCst);
        (client.join().unwrap(), done)
    });
    let accepted = accepted.iter().filter(|answer| answer.is_ok()).count();
    println!("{accepted} {done}");
}
