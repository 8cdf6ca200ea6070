// It gives up after three looks.
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

fn main() {
    let ready = AtomicBool::new(false);
    for _ in 0..3 {
        if ready.load(SeqCst) {
            return;
        }
        hint::spin_loop();
    }
    println!("gave up");
}
