// What the locals of a thread see of each other at its end.
use std::cell::Cell;
use std::thread;

struct Ends(&'static str);

impl Drop for Ends {
    fn drop(&mut self) {
        if self.0 == "first" {
            LATE.with(|_| ());
        }
        let first = FIRST.try_with(|_| ()).is_ok();
        let second = SECOND.try_with(|_| ()).is_ok();
        println!("{} {first} {second} {}", self.0, PLAIN.get());
    }
}

thread_local! {
    static FIRST: Ends = const { Ends("first") };
    static SECOND: Ends = const { Ends("second") };
    static LATE: Ends = const { Ends("late") };
    static PLAIN: Cell<u32> = const { Cell::new(0) };
}

fn main() {
    let thread = thread::spawn(|| {
        PLAIN.set(8);
        FIRST.with(|_| ());
        SECOND.with(|_| ());
    });
    thread.join().unwrap();
}
