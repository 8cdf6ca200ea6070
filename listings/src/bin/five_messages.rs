// Cinq messages, puis un message de fin, d’un thread à l’autre.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

enum Message {
    Text(String),
    End,
}

fn main() {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        let _consumer = s.spawn(move || {
            while let Message::Text(text) = receiver.recv().unwrap() {
                println!("reçu : {text}");
            }
            println!("fini");
        });
        for number in 0..5 {
            let text = format!("message {number}");
            sender.send(Message::Text(text)).unwrap();
            thread::sleep(Duration::from_millis(100)); // Le suivant tarde.
        }
        sender.send(Message::End).unwrap();
    });
}
