// Donne à tous le même numéro.

use std::thread;

pub fn run_all(count: u32, job: fn(u32)) {
    thread::scope(|s| {
        for _ in 0..count {
            s.spawn(move || job(0));
        }
    });
}
