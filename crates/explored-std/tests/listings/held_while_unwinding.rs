// A destructor reports while the lock below it is still held.
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Mutex, TryLockError};
use std::thread;

struct Report<'a>(&'a AtomicBool);

impl Drop for Report<'_> {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
    }
}

fn main() {
    let (lock, told) = (Mutex::new(0), AtomicBool::new(false));
    thread::scope(|s| {
        let broken = s.spawn(|| {
            let _held = lock.lock().unwrap();
            let _report = Report(&told);
            panic!("on purpose");
        });
        if told.load(SeqCst) {
            match lock.try_lock() {
                Ok(_) => println!("free"),
                Err(TryLockError::Poisoned(_)) => println!("poisoned"),
                Err(TryLockError::WouldBlock) => println!("held"),
            }
        }
        broken.join().unwrap_err();
    });
}
