// N'attend personne.

use std::thread;

pub fn run_all(count: u32, job: fn(u32)) {
    for number in 0..count {
        thread::spawn(move || job(number));
    }
}
