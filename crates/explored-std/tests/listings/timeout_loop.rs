// Asks again after each time-out, until the message comes.
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = channel();
    let sender = thread::spawn(move || tx.send(7).unwrap());
    let number = loop {
        match rx.recv_timeout(Duration::from_millis(1)) {
            Ok(number) => break number,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => panic!("no sender"),
        }
    };
    sender.join().unwrap();
    println!("{number}");
}
