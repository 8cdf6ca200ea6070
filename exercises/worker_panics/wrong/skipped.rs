// Saute celui qui a paniqué : les suivants changent de place.

use std::thread;

pub fn run_all(jobs: [fn() -> u32; 3]) -> Vec<Option<u32>> {
    let handles = jobs.map(thread::spawn);
    let mut results = Vec::new();
    for handle in handles {
        if let Ok(result) = handle.join() {
            results.push(Some(result));
        }
    }
    results
}
