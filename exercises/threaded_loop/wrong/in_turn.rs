// À la suite, dans un autre thread.

use std::thread;

pub fn run_all(count: u32, job: fn(u32)) {
    let all = thread::spawn(move || {
        for number in 0..count {
            job(number);
        }
    });
    all.join().unwrap();
}
