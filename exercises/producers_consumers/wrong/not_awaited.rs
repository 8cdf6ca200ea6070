// Rend la main sans attendre les consommateurs.

use std::sync::{Arc, Mutex, mpsc};
use std::thread;

pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    let (sender, receiver) = mpsc::sync_channel(1);
    let receiver = Arc::new(Mutex::new(receiver));
    for _ in 0..2 {
        let receiver = receiver.clone();
        thread::spawn(move || {
            loop {
                let item = receiver.lock().unwrap().recv();
                let Ok(item) = item else { break };
                handle(item);
            }
        });
    }
    thread::scope(|s| {
        for list in lists {
            let sender = sender.clone();
            s.spawn(move || {
                for item in list {
                    sender.send(item).unwrap();
                }
            });
        }
    });
}
