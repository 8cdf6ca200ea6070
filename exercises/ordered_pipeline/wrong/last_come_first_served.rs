// Des poignées, mais on attend la plus récente.

use std::thread;

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    thread::scope(|s| {
        let mut begun = Vec::new();
        for line in lines {
            if begun.len() == 2 {
                let last: thread::ScopedJoinHandle<u32> = begun.pop().unwrap();
                write(last.join().unwrap());
            }
            begun.push(s.spawn(move || convert(line)));
        }
        for thread in begun {
            write(thread.join().unwrap());
        }
    });
}
