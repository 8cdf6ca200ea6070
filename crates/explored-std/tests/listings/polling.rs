// Looking again and again, with a lock and a nap.
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

fn main() {
    let ready = Mutex::new(false);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                while !*ready.lock().unwrap() {
                    thread::sleep(Duration::from_millis(1));
                }
            });
        }
        *ready.lock().unwrap() = true;
    });
    println!("seen");
}
