// A panic with the lock held poisons it; the next owner is told.
use std::sync::Mutex;
use std::thread;

fn main() {
    let stock = Mutex::new(3);
    thread::scope(|s| {
        let broken = s.spawn(|| {
            let mut stock = stock.lock().unwrap();
            *stock -= 1;
            panic!("dropped a box");
        });
        assert!(broken.join().is_err());
    });
    println!("{}", stock.is_poisoned());
    match stock.lock() {
        Ok(left) => println!("left {left}"),
        Err(error) => println!("poisoned at {}", error.into_inner()),
    }
}
