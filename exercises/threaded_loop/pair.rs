// Deux travaux seulement, qui se donnent rendez-vous.

use std::sync::Barrier;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;

use super::answer::run_all;

static MEETING: Barrier = Barrier::new(2);
static DONE: AtomicU32 = AtomicU32::new(0);

fn job(number: u32) {
    MEETING.wait();
    DONE.fetch_add(10_u32.pow(number), SeqCst);
}

pub fn main() {
    run_all(2, job);
    println!("{}", DONE.load(SeqCst));
}
