// With a bound of 0, `send` ends only once the message is taken.
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(0);
    let sender = thread::spawn(move || {
        tx.send(1).unwrap();
        println!("handed over");
    });
    println!("before");
    rx.recv().unwrap();
    sender.join().unwrap();
}
