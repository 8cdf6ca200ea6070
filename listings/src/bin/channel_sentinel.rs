// Un producteur, un consommateur, et un message qui dit la fin.

use std::sync::mpsc;
use std::thread;

#[derive(Debug)]
enum Message {
    Page(u32),
    End,
}
use Message::{End, Page};

fn main() {
    let (sender, receiver) = mpsc::channel();
    let printed = thread::scope(|s| {
        let _alice = s.spawn(move || {
            sender.send(Page(1)).unwrap();
            sender.send(Page(2)).unwrap();
            sender.send(End).unwrap();
        });
        let mut printed = Vec::new();
        while let Page(number) = receiver.recv().unwrap() {
            printed.push(number);
        }
        printed
    });
    println!("imprimées : {printed:?}");
    assert_eq!(printed, [1, 2]);
}
