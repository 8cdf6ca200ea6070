// Prend un canal vide pour un canal fermé.

use std::sync::{Mutex, mpsc};
use std::thread;

pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    let (sender, receiver) = mpsc::sync_channel(1);
    let receiver = Mutex::new(receiver);
    thread::scope(|s| {
        for list in lists {
            let sender = sender.clone();
            s.spawn(move || {
                for item in list {
                    sender.send(item).unwrap();
                }
            });
        }
        drop(sender);
        for _ in 0..2 {
            s.spawn(|| {
                loop {
                    let item = receiver.lock().unwrap().try_recv();
                    let Ok(item) = item else { break };
                    handle(item);
                }
            });
        }
    });
}
