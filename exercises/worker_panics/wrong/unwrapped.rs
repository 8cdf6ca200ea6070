// `unwrap` fait paniquer `main` à son tour.

use std::thread;

pub fn run_all(jobs: [fn() -> u32; 3]) -> Vec<Option<u32>> {
    let mut handles = Vec::new();
    for job in jobs {
        handles.push(thread::spawn(job));
    }
    let mut results = Vec::new();
    for handle in handles {
        results.push(Some(handle.join().unwrap()));
    }
    results
}
