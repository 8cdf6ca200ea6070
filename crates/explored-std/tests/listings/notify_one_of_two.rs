// One signal for two sleepers: the other sleeps for ever.
use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let waiting = Mutex::new(0);
    let bell = Condvar::new();
    let full = Condvar::new();
    thread::scope(|s| {
        for name in ["ann", "bob"] {
            let (waiting, bell, full) = (&waiting, &bell, &full);
            s.spawn(move || {
                let mut count = waiting.lock().unwrap();
                *count += 1;
                full.notify_one();
                drop(bell.wait(count));
                println!("{name}");
            });
        }
        let both = full.wait_while(waiting.lock().unwrap(), |count| *count < 2);
        drop(both);
        bell.notify_one();
    });
}
