// A lock where another stood, whose guard was forgotten.
use std::mem::forget;
use std::sync::Mutex;

fn round(number: u32) -> u32 {
    let lock = Box::new(const { Mutex::new(0) });
    let mut guard = lock.lock().unwrap();
    *guard += number;
    let sum = *guard;
    forget(guard);
    sum
}

fn main() {
    println!("{} {} {}", round(1), round(2), round(3));
}
