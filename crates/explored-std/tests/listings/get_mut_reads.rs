// `get_mut` reads, and what it read is then overwritten.
use std::mem::take;
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let (mut x, mut lock) = (AtomicU32::new(0), Mutex::new(0));
    thread::scope(|s| {
        for number in [1, 2] {
            let (x, lock) = (&x, &lock);
            s.spawn(move || {
                let mut last = lock.lock().unwrap();
                x.store(number, SeqCst);
                *last = number;
            });
        }
    });
    let seen = (take(x.get_mut()), take(lock.get_mut().unwrap()));
    x.load(SeqCst);
    drop(lock.lock());
    thread::scope(|s| {
        s.spawn(|| x.load(SeqCst));
    });
    println!("{seen:?}");
}
