// Who counts down to zero frees, and looks once more.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

struct Owner(*mut AtomicU32);

// SAFETY: an atomic is for all.
unsafe impl Send for Owner {}

impl Drop for Owner {
    fn drop(&mut self) {
        // SAFETY: none.
        unsafe {
            (*self.0).fetch_sub(1, SeqCst);
            if (*self.0).load(SeqCst) == 0 {
                drop(Box::from_raw(self.0));
            }
        }
    }
}

fn main() {
    let count = Box::into_raw(Box::new(AtomicU32::new(2)));
    let [mine, other] = [Owner(count), Owner(count)];
    let thread = thread::spawn(move || drop(other));
    drop(mine);
    thread.join().unwrap();
}
