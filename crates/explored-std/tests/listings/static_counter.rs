// A static begins at 0 in every execution.
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static VISITS: AtomicU32 = AtomicU32::new(0);
static NAMES: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn main() {
    thread::scope(|s| {
        for name in ["ann", "bob"] {
            s.spawn(move || {
                VISITS.fetch_add(1, Relaxed);
                NAMES.lock().unwrap().push(name);
            });
        }
    });
    println!("{VISITS:?} {}", NAMES.lock().unwrap().len());
}
