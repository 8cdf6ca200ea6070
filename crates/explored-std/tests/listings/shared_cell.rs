// A `Cell` that two threads may see, against all advice.
use std::cell::Cell;
use std::thread;

struct Shared(Cell<u32>);

// SAFETY: none.
unsafe impl Sync for Shared {}

fn main() {
    let shared = Shared(Cell::new(0));
    let shared = &shared;
    thread::scope(|s| {
        s.spawn(|| shared.0.set(1));
        s.spawn(|| println!("{}", shared.0.get()));
    });
}
