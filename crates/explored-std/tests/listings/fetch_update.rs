// Each takes one of the two seats, or none.
use std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use std::thread;

fn main() {
    let seats = AtomicU8::new(2);
    let took = thread::scope(|s| {
        let take = || {
            seats
                .fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1))
                .is_ok()
        };
        let guests = [s.spawn(take), s.spawn(take), s.spawn(take)];
        guests.map(|guest| guest.join().unwrap())
    });
    println!("{} {seats:?}", took.iter().filter(|&&took| took).count());
}
