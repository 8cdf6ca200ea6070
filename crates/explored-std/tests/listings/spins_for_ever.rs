// The flag is never set.
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let ready = AtomicBool::new(false);
    thread::scope(|s| {
        s.spawn(|| {
            while !ready.load(SeqCst) {
                hint::spin_loop();
            }
        });
        println!("waiting");
    });
}
