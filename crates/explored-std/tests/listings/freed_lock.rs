// A lock is freed while a thread waits for it, or holds it.
use std::sync::Mutex;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let lock = Box::into_raw(Box::new(Mutex::new(0)));
    let shared = AtomicPtr::new(lock);
    thread::scope(|s| {
        s.spawn(|| {
            // SAFETY: none.
            let lock = unsafe { &*shared.load(SeqCst) };
            *lock.lock().unwrap() += 1;
        });
        // SAFETY: made by `Box::new`.
        let lock = unsafe { Box::from_raw(shared.load(SeqCst)) };
        println!("{}", lock.into_inner().unwrap());
    });
}
