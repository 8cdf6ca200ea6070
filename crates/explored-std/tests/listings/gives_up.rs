// Tries twice, and gives up while the sender is still to come.
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = channel();
    thread::scope(|s| {
        s.spawn(move || tx.send(7).ok());
        for _ in 0..2 {
            if let Ok(number) = rx.recv_timeout(Duration::from_millis(1)) {
                println!("{number}");
                return;
            }
        }
        println!("gave up");
    });
}
