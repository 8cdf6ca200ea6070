// A try succeeds only if the receiver waits already: nobody can tell.
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(0);
    let receiver = thread::spawn(move || rx.recv().is_ok());
    println!("{}", tx.try_send(1).is_ok());
    drop(tx);
    println!("{}", receiver.join().unwrap());
}
