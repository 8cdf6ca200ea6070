// Un canal sans borne : cela ne se voit pas.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    let (sender, receiver) = channel();
    let receiver = Arc::new(Mutex::new(receiver));
    let mut threads = Vec::new();
    for list in lists {
        let sender = sender.clone();
        threads.push(thread::spawn(move || {
            for item in list {
                sender.send(item).unwrap();
            }
        }));
    }
    drop(sender);
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
