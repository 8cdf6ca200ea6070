// Remplace un résultat qui manque par un nombre.

use std::thread;

pub fn run_all(jobs: [fn() -> u32; 3]) -> Vec<Option<u32>> {
    let handles = jobs.map(thread::spawn);
    let results = handles.map(|handle| handle.join().unwrap_or(0));
    results.into_iter().map(Some).collect()
}
