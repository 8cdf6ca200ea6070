// Waiting for whoever sets it; taken back, it may be set again.
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let mut menu = OnceLock::new();
    let looks = AtomicU32::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            looks.update(Relaxed, Relaxed, |count| count + 1);
            menu.set("soup").unwrap();
        });
        println!("{} {:?}", menu.wait(), looks);
    });
    println!("{:?} {:?}", menu.take(), menu.set("fish"));
}
