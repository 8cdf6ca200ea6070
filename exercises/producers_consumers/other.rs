// Un canal par consommateur ; chaque producteur envoie à l'un, puis à l'autre.

use std::sync::mpsc;
use std::thread;

pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    thread::scope(|s| {
        let mut senders = Vec::new();
        for _ in 0..2 {
            let (sender, receiver) = mpsc::sync_channel(1);
            senders.push(sender);
            s.spawn(move || {
                for item in receiver {
                    handle(item);
                }
            });
        }
        for (first, list) in lists.into_iter().enumerate() {
            let senders = senders.clone();
            s.spawn(move || {
                for (number, item) in list.into_iter().enumerate() {
                    senders[(first + number) % 2].send(item).unwrap();
                }
            });
        }
    });
}
