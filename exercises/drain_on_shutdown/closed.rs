// Un laboratoire sans commande, arrêté deux fois, puis une commande en retard.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use super::answer::Lab;

static DONE: AtomicU32 = AtomicU32::new(0);

fn work(_: u32) {
    DONE.fetch_add(1, SeqCst);
}

pub fn main() {
    let lab = Lab::open(work);
    lab.stop();
    lab.stop();
    println!("{:?} {}", lab.accept(5), DONE.load(SeqCst));
}
