// Two owners each look whether they are alone, and then go.
use std::sync::Arc;
use std::thread;

fn main() {
    let shared = Arc::new(());
    let other = shared.clone();
    let count = thread::spawn(move || Arc::strong_count(&other));
    let mine = Arc::strong_count(&shared);
    drop(shared);
    println!("{mine} {}", count.join().unwrap());
}
