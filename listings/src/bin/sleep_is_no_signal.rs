// Une pause ne dit pas que l’autre thread a fini.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

static TOTAL: AtomicU32 = AtomicU32::new(0);

fn main() {
    let seen = thread::scope(|s| {
        let _alice = s.spawn(|| TOTAL.store(42, SeqCst));
        thread::sleep(Duration::from_millis(100)); // Bien assez ?
        TOTAL.load(SeqCst)
    });
    println!("total lu : {seen}");
}
