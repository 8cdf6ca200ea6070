// Une boucle lance, une autre attend.

use std::thread;

pub fn run_all(count: u32, job: fn(u32)) {
    let mut handles = Vec::new();
    for number in 0..count {
        handles.push(thread::spawn(move || job(number)));
    }
    for handle in handles {
        handle.join().unwrap();
    }
}
