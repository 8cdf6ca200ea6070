// One of everything that waits.

use std::sync::mpsc;
use std::sync::{Arc, Barrier, Condvar, Mutex, RwLock, RwLockWriteGuard};
use std::thread;
use std::time::Duration;

fn main() {
    let (sender, receiver) = mpsc::channel();
    let (narrow, other_end) = mpsc::sync_channel(0);
    let price = RwLock::new(1);
    let start = Arc::new(Barrier::new(2));
    let ready = (Mutex::new(false), Condvar::new());
    let stage = start.clone();
    thread::scope(|s| {
        let cook = s.spawn(|| {
            for order in receiver {
                narrow.send(order).unwrap();
            }
            start.wait();
            *ready.0.lock().unwrap() = true;
            ready.1.notify_one();
            thread::park_timeout(Duration::from_millis(1));
            let mut written = price.write().unwrap();
            *written += 1;
            drop(RwLockWriteGuard::downgrade(written));
        });
        sender.send(1).unwrap();
        drop(sender);
        assert_eq!(other_end.recv(), Ok(1));
        stage.wait();
        let done = ready.1.wait_while(ready.0.lock().unwrap(), |done| !*done);
        assert!(*done.unwrap());
        cook.thread().unpark();
        s.spawn(|| assert!(*price.read().unwrap() >= 1));
    });
    let forks = [Mutex::new(0), Mutex::new(1)];
    let _left = forks[0].lock().unwrap();
    let _right = forks[1].lock().unwrap();
    print!("{} ", price.into_inner().unwrap());
    println!();
}
