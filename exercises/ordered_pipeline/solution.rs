// Un thread par ligne ; une poignée attend avant que la suivante commence.

use std::collections::VecDeque;
use std::thread::{self, ScopedJoinHandle};

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    thread::scope(|s| {
        let mut begun: VecDeque<ScopedJoinHandle<u32>> = VecDeque::new();
        for line in lines {
            if begun.len() == 2 {
                write(begun.pop_front().unwrap().join().unwrap());
            }
            begun.push_back(s.spawn(move || convert(line)));
        }
        for thread in begun {
            write(thread.join().unwrap());
        }
    });
}
