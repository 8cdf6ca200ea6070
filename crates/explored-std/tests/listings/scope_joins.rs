// The scope ends after its threads, joined or not; one may borrow mutably.
use std::thread;

fn main() {
    let mut total = 0;
    thread::scope(|s| {
        s.spawn(|| total += 1);
        println!("inside");
    });
    println!("{total}");
}
