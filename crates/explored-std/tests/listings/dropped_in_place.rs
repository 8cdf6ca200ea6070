// A lock is dropped, its memory is not freed, and it is locked once more.
use std::mem::ManuallyDrop;
use std::sync::Mutex;

fn main() {
    let mut dish = ManuallyDrop::new(Mutex::new(7));
    // SAFETY: none.
    unsafe { ManuallyDrop::drop(&mut dish) };
    println!("{}", dish.lock().unwrap());
}
