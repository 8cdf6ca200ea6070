// Un récepteur n’a qu’un propriétaire, et deux threads ne se le partagent pas.

use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::sync_channel(5);
    thread::scope(|s| {
        for _disk in 1..=2 {
            s.spawn(|| receiver.recv());
        }
        sender.send(1).unwrap();
        sender.send(2).unwrap();
    });
}
