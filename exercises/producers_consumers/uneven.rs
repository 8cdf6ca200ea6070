// Tout vient de la troisième liste, et deux consommateurs se le partagent.

use std::sync::Barrier;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;

use super::answer::run;

static PAIR: Barrier = Barrier::new(2);
static SUM: AtomicU32 = AtomicU32::new(0);

fn handle(item: u32) {
    PAIR.wait();
    SUM.fetch_add(item, SeqCst);
}

pub fn main() {
    run(vec![vec![], vec![], vec![1, 2]], handle);
    println!("{}", SUM.load(SeqCst));
}
