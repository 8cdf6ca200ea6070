// A `Debug` that leaves the value out.
use std::fmt;
use std::sync::Mutex;
use std::thread;

struct Hidden(u32);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

fn main() {
    let last = Mutex::new(Hidden(0));
    thread::scope(|s| {
        for number in [1, 2] {
            let last = &last;
            s.spawn(move || last.lock().unwrap().0 = number);
        }
    });
    println!("{}", last.lock().unwrap().0);
}
