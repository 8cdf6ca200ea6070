// `drop` releases where it stands.
use std::sync::Mutex;

fn main() {
    let lock = Mutex::new(1);
    let guard = lock.lock().unwrap();
    drop(guard);
    *lock.lock().unwrap() += 1;
    println!("{lock:?}");
}
