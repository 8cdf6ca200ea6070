// Un thread par ligne, un canal par réponse ; le plus ancien est lu d’abord.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver};
use std::thread;

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    thread::scope(|s| {
        let mut begun: VecDeque<Receiver<u32>> = VecDeque::new();
        for line in lines {
            if begun.len() == 2 {
                write(begun.pop_front().unwrap().recv().unwrap());
            }
            let (answer, reading) = mpsc::channel();
            s.spawn(move || answer.send(convert(line)).unwrap());
            begun.push_back(reading);
        }
        for reading in begun {
            write(reading.recv().unwrap());
        }
    });
}
