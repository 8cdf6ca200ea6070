// What is written under a guard that is forgotten is there for `get_mut`.
use std::mem::forget;
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let (shared, mut kept) = (AtomicU32::new(0), Mutex::new(9));
    thread::scope(|s| {
        s.spawn(|| shared.store(1, SeqCst));
        let (shared, kept) = (&shared, &kept);
        s.spawn(move || {
            let mut guard = kept.lock().unwrap();
            *guard = shared.load(SeqCst);
            forget(guard);
        });
    });
    shared.load(SeqCst);
    println!("{}", kept.get_mut().unwrap());
}
