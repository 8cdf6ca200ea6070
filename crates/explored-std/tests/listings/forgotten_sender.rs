// The first sender lives on in `main`: the loop never ends.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();
    let copy = tx.clone();
    thread::spawn(move || copy.send(1).unwrap());
    for number in &rx {
        println!("{number}");
    }
    drop(tx);
}
