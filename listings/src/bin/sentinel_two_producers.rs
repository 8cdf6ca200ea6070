// Deux producteurs : la fin de l’un n’est pas la fin de l’autre.

use std::sync::mpsc::{self, Sender};
use std::thread;

#[derive(Debug)]
enum Message {
    Page,
    End,
}
use Message::{End, Page};

fn produce(sender: &Sender<Message>) {
    sender.send(Page).unwrap();
    sender.send(End).unwrap();
}

fn main() {
    let (sender, receiver) = mpsc::channel();
    let printed = thread::scope(|s| {
        let _alice = s.spawn(|| produce(&sender));
        let _bob = s.spawn(|| produce(&sender));
        let mut printed = 0;
        while let Page = receiver.recv().unwrap() {
            printed += 1;
        }
        printed
    });
    println!("pages imprimées : {printed}");
}
