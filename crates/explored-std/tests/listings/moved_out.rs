// What stood in a block that was freed may stand elsewhere by now.
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;

fn main() {
    let made = Box::into_raw(Box::new((Mutex::new(1), AtomicU32::new(2))));
    // SAFETY: made by `Box::new`.
    let boxed = unsafe { Box::from_raw(made) };
    *boxed.0.lock().unwrap() += boxed.1.load(SeqCst);
    let (lock, atomic) = *boxed;
    let other = Box::new((lock, atomic));
    println!("{} {}", other.0.lock().unwrap(), other.1.load(SeqCst));
}
