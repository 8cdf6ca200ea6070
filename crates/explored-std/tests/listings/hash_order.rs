// The order of a hash set differs from run to run.
use std::collections::HashSet;
use std::thread;

fn main() {
    let names: HashSet<u32> = (0..64).collect();
    thread::scope(|s| {
        s.spawn(|| println!("{names:?}"));
        s.spawn(|| println!("{names:?}"));
    });
}
