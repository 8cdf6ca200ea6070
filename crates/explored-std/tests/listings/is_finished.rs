// To have done its last step is not to have ended.
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let done = AtomicBool::new(false);
    thread::scope(|s| {
        let worker = s.spawn(|| done.store(true, SeqCst));
        let seen = done.load(SeqCst);
        println!("{seen} {}", worker.is_finished());
    });
}
