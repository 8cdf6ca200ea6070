// Who waits for a closure that panics is told.
use std::panic::catch_unwind;
use std::sync::Once;
use std::thread;

static START: Once = Once::new();

fn main() {
    let broken = thread::spawn(|| START.call_once(|| panic!("on purpose")));
    println!("{}", catch_unwind(|| START.wait()).is_err());
    broken.join().unwrap_err();
}
