// Two locks taken in two orders.
use std::sync::Mutex;
use std::thread;

fn main() {
    let left = Mutex::new(1);
    let right = Mutex::new(2);
    thread::scope(|s| {
        s.spawn(|| {
            let a = left.lock().unwrap();
            let b = right.lock().unwrap();
            assert!(*a + *b == 3);
        });
        s.spawn(|| {
            let b = right.lock().unwrap();
            let a = left.lock().unwrap();
            assert!(*a + *b == 3);
        });
    });
    println!("done");
}
