// N'attend que le dernier lancé.

use std::thread;

pub fn run_all(count: u32, job: fn(u32)) {
    let mut last = None;
    for number in 0..count {
        last = Some(thread::spawn(move || job(number)));
    }
    last.unwrap().join().unwrap();
}
