// The receiver may leave before the message, with it, or in the middle.
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(0);
    let sender = thread::spawn(move || match tx.send("bread") {
        Ok(()) => println!("sold"),
        Err(error) => println!("kept {}", error.0),
    });
    drop(rx);
    sender.join().unwrap();
}
