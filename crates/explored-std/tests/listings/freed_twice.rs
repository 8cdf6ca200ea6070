// Two threads take the same pointer, and each frees what it leads to.
use std::ptr::null_mut;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static DISH: AtomicPtr<u32> = AtomicPtr::new(null_mut());

fn eat() {
    let dish = DISH.load(SeqCst);
    DISH.store(null_mut(), SeqCst);
    if !dish.is_null() {
        // SAFETY: none.
        drop(unsafe { Box::from_raw(dish) });
    }
}

fn main() {
    DISH.store(Box::into_raw(Box::new(7)), SeqCst);
    thread::scope(|s| {
        s.spawn(eat);
        s.spawn(eat);
    });
}
