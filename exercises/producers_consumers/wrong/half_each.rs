// La moitié à chacun : un nombre impair d'éléments en perd un.

use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    let total: usize = lists.iter().map(|list| list.len()).sum();
    let (sender, receiver) = sync_channel(1);
    let receiver = Arc::new(Mutex::new(receiver));
    let mut threads = Vec::new();
    for list in lists {
        let sender = sender.clone();
        threads.push(thread::spawn(move || {
            for item in list {
                let _ = sender.send(item);
            }
        }));
    }
    for _ in 0..2 {
        let receiver = Arc::clone(&receiver);
        threads.push(thread::spawn(move || {
            for _ in 0..total / 2 {
                let item = receiver.lock().unwrap().recv().unwrap();
                handle(item);
            }
        }));
    }
    drop(receiver);
    for thread in threads {
        thread.join().unwrap();
    }
}
