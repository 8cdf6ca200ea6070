// Triés par valeur, à la fin : ce n’est pas l’ordre des lignes.

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
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok((rank, line)) = next else { break };
                    sender.send((rank, convert(line))).unwrap();
                }
            });
        }
        drop(sender);
        let mut all: Vec<u32> =
            readings.iter().map(|(_, r): (usize, u32)| r).collect();
        all.sort();
        for reading in all {
            write(reading);
        }
    });
}
