// Deux threads de travail ; chaque réponse a son canal, et les canaux leur tour.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

type Job = (u32, Sender<u32>);

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    let (jobs, queue) = mpsc::channel::<Job>();
    let queue = Mutex::new(queue);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                loop {
                    let job = queue.lock().unwrap().recv();
                    let Ok((line, answer)) = job else { break };
                    answer.send(convert(line)).unwrap();
                }
            });
        }
        let mut begun: VecDeque<Receiver<u32>> = VecDeque::new();
        for line in lines {
            if begun.len() == 2 {
                let first = begun.pop_front().unwrap();
                write(first.recv().unwrap());
            }
            let (answer, reading) = mpsc::channel();
            jobs.send((line, answer)).unwrap();
            begun.push_back(reading);
        }
        drop(jobs);
        for reading in begun {
            write(reading.recv().unwrap());
        }
    });
}
