// La fin est celle du canal : le dernier émetteur a disparu.

use std::sync::mpsc::{self, Sender};
use std::thread;

fn produce(number: u32, sender: Sender<u32>) {
    sender.send(number).unwrap();
} // L’émetteur disparaît ici.

fn main() {
    let (sender, receiver) = mpsc::channel();
    let printed = thread::scope(|s| {
        let for_alice = sender.clone();
        let _alice = s.spawn(move || produce(1, for_alice));
        let _bob = s.spawn(move || produce(2, sender));
        let mut printed = 0;
        for _page in &receiver {
            printed += 1;
        }
        printed
    });
    println!("pages imprimées : {printed}");
    assert_eq!(printed, 2);
}
