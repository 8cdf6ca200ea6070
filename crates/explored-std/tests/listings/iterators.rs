// All that is there, then all that comes.
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (tx, rx) = channel();
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    let there: Vec<u32> = rx.try_iter().collect();
    let sender = thread::spawn(move || {
        for number in 3..5 {
            tx.send(number).unwrap();
        }
    });
    let come: Vec<u32> = rx.iter().collect();
    sender.join().unwrap();
    println!("{there:?} {come:?}");
}
