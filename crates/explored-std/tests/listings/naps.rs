// Naps order nothing, and end.
use std::thread;
use std::time::Duration;

fn main() {
    for _ in 0..2 {
        thread::sleep(Duration::from_secs(1));
    }
    for count in 1..=2 {
        println!("{count}");
        thread::yield_now();
    }
}
