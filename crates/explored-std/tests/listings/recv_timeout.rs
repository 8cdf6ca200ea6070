// The message may come in time, or not, or after its sender is gone.
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = channel();
    let sender = thread::spawn(move || tx.send("dish").unwrap());
    match rx.recv_timeout(Duration::from_millis(5)) {
        Ok(dish) => println!("{dish}"),
        Err(error) => println!("{error}"),
    }
    sender.join().unwrap();
}
