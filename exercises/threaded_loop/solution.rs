// La portée attend tous ses threads.

use std::thread;

pub fn run_all(count: u32, job: fn(u32)) {
    thread::scope(|s| {
        for number in 0..count {
            s.spawn(move || job(number));
        }
    });
}
