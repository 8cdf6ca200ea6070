// Nobody gives a token: time does.
use std::thread;
use std::time::Duration;

fn main() {
    for _ in 0..2 {
        thread::park_timeout(Duration::from_millis(1));
    }
    println!("late");
}
