// What a thread saw may be left in what it borrows: no step shows it.
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let clock = AtomicU32::new(0);
    let mut first = 0;
    let mut second = 0;
    thread::scope(|s| {
        s.spawn(|| first = clock.fetch_add(1, SeqCst));
        s.spawn(|| second = clock.fetch_add(1, SeqCst));
    });
    println!("{first} {second}");
}
