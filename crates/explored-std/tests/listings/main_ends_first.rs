// Nobody waits for the thread: it may be cut short.
use std::thread;

fn main() {
    thread::spawn(|| println!("late"));
    println!("bye");
}
