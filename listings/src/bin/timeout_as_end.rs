// Prendre un silence pour la fin : les messages en retard sont perdus.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(2);

fn main() {
    let (sender, receiver) = mpsc::channel();
    let count = thread::scope(|s| {
        let _alice = s.spawn(move || {
            sender.send("soupe").unwrap();
            sender.send("tarte").unwrap();
        });
        let mut count = 0;
        while receiver.recv_timeout(PATIENCE).is_ok() {
            count += 1;
        }
        count
    });
    println!("commandes reçues : {count}");
}
