// Two senders: each keeps its own order; the channel ends with the last.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();
    for base in [0, 10] {
        let tx = tx.clone();
        thread::spawn(move || {
            tx.send(base).unwrap();
            tx.send(base + 1).unwrap();
        });
    }
    drop(tx);
    let mut all = vec![];
    for number in rx {
        all.push(number);
    }
    println!("{all:?}");
}
