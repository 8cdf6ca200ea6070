// `map` est paresseux : chaque thread part quand on l'attend.

use std::thread;

pub fn run_all(count: u32, job: fn(u32)) {
    let handles = (0..count).map(|number| thread::spawn(move || job(number)));
    for handle in handles {
        handle.join().unwrap();
    }
}
