// Whoever goes last runs the destructor.
use std::sync::Arc;
use std::thread;

struct Log;

impl Drop for Log {
    fn drop(&mut self) {
        println!("dropped by {:?}", thread::current().name());
    }
}

fn main() {
    let log = Arc::new(Log);
    let other = log.clone();
    let thread = thread::spawn(move || drop(other));
    drop(log);
    thread.join().unwrap();
}
