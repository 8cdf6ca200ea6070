// Deux threads, deux canaux chacun ; les lignes vont à l’un, puis à l’autre.

use std::sync::mpsc;
use std::thread;

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    thread::scope(|s| {
        let start = || {
            let (give, given) = mpsc::channel::<u32>();
            let (answer, answers) = mpsc::channel();
            s.spawn(move || {
                for line in given {
                    answer.send(convert(line)).unwrap();
                }
            });
            (give, answers)
        };
        let workers = [start(), start()];
        for (at, line) in lines.iter().enumerate() {
            let (give, answers) = &workers[at % 2];
            if at >= 2 {
                write(answers.recv().unwrap());
            }
            give.send(*line).unwrap();
        }
        for at in lines.len().saturating_sub(2)..lines.len() {
            write(workers[at % 2].1.recv().unwrap());
        }
    });
}
