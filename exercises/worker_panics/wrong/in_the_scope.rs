// La portée panique si l'un de ses threads a paniqué sans qu'on l'attende.

use std::sync::Mutex;
use std::thread;

pub fn run_all(jobs: [fn() -> u32; 3]) -> Vec<Option<u32>> {
    let results = Mutex::new(vec![None; 3]);
    thread::scope(|s| {
        for (number, job) in jobs.into_iter().enumerate() {
            let results = &results;
            s.spawn(move || {
                let result = job();
                results.lock().unwrap()[number] = Some(result);
            });
        }
    });
    results.into_inner().unwrap()
}
