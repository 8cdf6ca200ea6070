// A panic that nobody looked at is the scope's.
use std::thread;

fn main() {
    thread::scope(|s| {
        s.spawn(|| panic!("boom"));
    });
    println!("never");
}
