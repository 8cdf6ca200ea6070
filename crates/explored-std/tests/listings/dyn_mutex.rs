// A lock around what only a trait knows.
use std::sync::{Arc, Mutex};
use std::thread;

trait Till: Send {
    fn add(&mut self, amount: u32) -> u32;
}

struct Drawer(u32);

impl Till for Drawer {
    fn add(&mut self, amount: u32) -> u32 {
        self.0 += amount;
        self.0
    }
}

fn main() {
    let till: Arc<Mutex<dyn Till>> = Arc::new(Mutex::new(Drawer(0)));
    let other = till.clone();
    let thread = thread::spawn(move || other.lock().unwrap().add(5));
    let mine = till.lock().unwrap().add(1);
    let theirs = thread.join().unwrap();
    println!("{mine} {theirs}");
}
