// Le compteur avance avant que le résultat soit rangé.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::{hint, thread};

static FINISHED: AtomicU32 = AtomicU32::new(0);
static RESULTS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn work(job: u32) {
    let result = job * job;
    FINISHED.fetch_add(1, SeqCst);
    RESULTS.lock().unwrap().push(result);
}

fn main() {
    thread::scope(|s| {
        let _worker = s.spawn(|| [3, 4].map(work));
        while FINISHED.load(SeqCst) < 2 {
            hint::spin_loop();
        }
        let results = RESULTS.lock().unwrap().len();
        println!("2 travaux finis, {results} résultats");
    });
}
