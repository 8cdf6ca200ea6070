// `Cell` se modifie à travers une référence partagée : un seul thread la voit.

use std::cell::Cell;
use std::thread;

fn main() {
    let done = Cell::new(0);
    thread::scope(|s| {
        s.spawn(|| done.set(done.get() + 1));
        s.spawn(|| done.set(done.get() + 1));
    });
    println!("{}", done.get());
}
