// A pointer is kept: what it does, and when, is seen by nobody.
use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::thread;

struct Plain(UnsafeCell<u32>);

// SAFETY: touched under TURN.
unsafe impl Sync for Plain {}

static TURN: Mutex<()> = Mutex::new(());
static COUNT: Plain = Plain(UnsafeCell::new(0));

fn add() {
    let count = COUNT.0.get();
    let _turn = TURN.lock().unwrap();
    // SAFETY: under TURN.
    unsafe { *count += 1 }
}

fn main() {
    thread::scope(|s| {
        s.spawn(add);
        s.spawn(add);
    });
    // SAFETY: both have ended.
    println!("{}", unsafe { *COUNT.0.get() });
}
