// Chaque thread écrit ce qu’il a converti.

use std::sync::Mutex;
use std::thread;

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    let lines = Mutex::new(lines.into_iter());
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                loop {
                    let next = lines.lock().unwrap().next();
                    let Some(line) = next else { break };
                    write(convert(line));
                }
            });
        }
    });
}
