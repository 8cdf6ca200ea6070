// A loop waits for plain memory, which it reads under a lock that holds nothing.
use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::thread;

struct Plain(UnsafeCell<bool>);

// SAFETY: touched under TURN.
unsafe impl Sync for Plain {}

static TURN: Mutex<()> = Mutex::new(());
static READY: Plain = Plain(UnsafeCell::new(false));

fn is_ready() -> bool {
    let _turn = TURN.lock().unwrap();
    // SAFETY: under TURN.
    unsafe { *READY.0.get() }
}

fn main() {
    let cook = thread::spawn(|| {
        let turn = TURN.lock().unwrap();
        // SAFETY: under TURN.
        unsafe { *READY.0.get() = true }
        drop(turn);
        println!("set");
    });
    while !is_ready() {
        thread::yield_now();
    }
    println!("ready");
    cook.join().unwrap();
}
