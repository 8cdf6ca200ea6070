// Dépose tout avant qu'il y ait quelqu'un pour recevoir.

use std::sync::{Mutex, mpsc};
use std::thread;

pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    let (sender, receiver) = mpsc::sync_channel(1);
    for list in lists {
        for item in list {
            sender.send(item).unwrap();
        }
    }
    drop(sender);
    let receiver = Mutex::new(receiver);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                loop {
                    let item = receiver.lock().unwrap().recv();
                    let Ok(item) = item else { break };
                    handle(item);
                }
            });
        }
    });
}
