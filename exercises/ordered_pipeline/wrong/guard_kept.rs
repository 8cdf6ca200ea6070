// Le verrou est gardé pendant la conversion.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    let (to_convert, queue) = mpsc::channel();
    for numbered in lines.into_iter().enumerate() {
        to_convert.send(numbered).unwrap();
    }
    drop(to_convert);
    let queue = Mutex::new(queue);
    let (sender, readings) = mpsc::channel();
    thread::scope(|s| {
        for _ in 0..2 {
            let (sender, queue) = (sender.clone(), &queue);
            s.spawn(move || {
                while let Ok((rank, line)) = queue.lock().unwrap().recv() {
                    sender.send((rank, convert(line))).unwrap();
                }
            });
        }
        drop(sender);
        let (mut early, mut due) = (BTreeMap::new(), 0);
        for (rank, reading) in readings {
            early.insert(rank, reading);
            while let Some(reading) = early.remove(&due) {
                write(reading);
                due += 1;
            }
        }
    });
}
