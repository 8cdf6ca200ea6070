// Two fences order nothing if no value goes from one side to the other.
use std::cell::UnsafeCell;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::fence;
use std::thread;

struct Dish(UnsafeCell<u32>);

// SAFETY: none.
unsafe impl Sync for Dish {}

static DISH: Dish = Dish(UnsafeCell::new(0));

fn main() {
    let cook = thread::spawn(|| {
        // SAFETY: none.
        unsafe { *DISH.0.get() = 42 }
        fence(SeqCst);
    });
    fence(SeqCst);
    // SAFETY: none.
    println!("{}", unsafe { *DISH.0.get() });
    cook.join().unwrap();
}
