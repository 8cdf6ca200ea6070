// Range les résultats dans l'ordre d'arrivée.

use std::panic;
use std::sync::Mutex;
use std::thread;

pub fn run_all(jobs: [fn() -> u32; 3]) -> Vec<Option<u32>> {
    let results = Mutex::new(Vec::new());
    thread::scope(|s| {
        for job in jobs {
            let results = &results;
            s.spawn(move || {
                let result = panic::catch_unwind(job).ok();
                results.lock().unwrap().push(result);
            });
        }
    });
    results.into_inner().unwrap()
}
