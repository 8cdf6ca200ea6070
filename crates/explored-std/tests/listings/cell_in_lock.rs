// A cell is written through a shared guard: the lock sees no writer.
use std::cell::Cell;
use std::sync::Mutex;
use std::thread;

struct Named(Cell<u32>);

fn main() {
    let last = Mutex::new(Named(Cell::new(0)));
    thread::scope(|s| {
        for number in [1, 2] {
            let last = &last;
            s.spawn(move || last.lock().unwrap().0.set(number));
        }
    });
    println!("{}", last.lock().unwrap().0.get());
}
