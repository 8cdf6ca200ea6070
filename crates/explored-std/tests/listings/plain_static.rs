// Plain memory in a static, under a lock that holds nothing.
use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::thread;

struct Plain(UnsafeCell<u32>);

// SAFETY: touched under TURN, or where main is alone.
unsafe impl Sync for Plain {}

static TURN: Mutex<()> = Mutex::new(());
static LAST: Plain = Plain(UnsafeCell::new(0));

fn write(number: u32) {
    let _turn = TURN.lock().unwrap();
    // SAFETY: under TURN.
    unsafe { *LAST.0.get() = number }
}

fn main() {
    // SAFETY: main is alone.
    unsafe { *LAST.0.get() = 0 }
    let one = thread::spawn(|| write(1));
    let two = thread::spawn(|| write(2));
    one.join().unwrap();
    two.join().unwrap();
    // SAFETY: both have ended.
    println!("{}", unsafe { *LAST.0.get() });
}
