// Un thread par élément : plus de deux à la fois, et cela ne se voit pas.

use std::sync::mpsc::sync_channel;
use std::thread;

pub fn run(lists: Vec<Vec<u32>>, handle: fn(u32)) {
    let (sender, receiver) = sync_channel(1);
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
    for item in receiver {
        threads.push(thread::spawn(move || handle(item)));
    }
    for thread in threads {
        thread.join().unwrap();
    }
}
