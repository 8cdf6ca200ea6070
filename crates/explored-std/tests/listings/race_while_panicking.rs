// A destructor races while its thread unwinds.
use std::cell::UnsafeCell;
use std::thread;

struct Plain(UnsafeCell<u32>);

// SAFETY: none.
unsafe impl Sync for Plain {}

static COUNT: Plain = Plain(UnsafeCell::new(0));

struct Leaves;

impl Drop for Leaves {
    fn drop(&mut self) {
        // SAFETY: none.
        unsafe { *COUNT.0.get() += 1 }
    }
}

fn main() {
    let other = thread::spawn(|| drop(Leaves));
    let panics = thread::spawn(|| {
        let _leaves = Leaves;
        panic!("no");
    });
    let _ = other.join();
    let _ = panics.join();
}
