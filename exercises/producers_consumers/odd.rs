// Trois éléments pour deux consommateurs.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;

use super::answer::run;

static SUM: AtomicU32 = AtomicU32::new(0);

fn handle(item: u32) {
    SUM.fetch_add(item, SeqCst);
}

pub fn main() {
    run(vec![vec![1], vec![2, 4]], handle);
    println!("{}", SUM.load(SeqCst));
}
