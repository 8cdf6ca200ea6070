// Without a loop, a weak exchange may fail on the value it expects.
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

fn main() {
    let flag = AtomicBool::new(false);
    println!(
        "{:?}",
        flag.compare_exchange_weak(false, true, SeqCst, SeqCst)
    );
}
