// Each takes the fork on the left, then the one on the right.
use std::sync::Mutex;
use std::thread;

fn main() {
    let forks: Vec<Mutex<()>> = (0..3).map(|_| Mutex::new(())).collect();
    thread::scope(|s| {
        for seat in 0..3 {
            let left = &forks[seat];
            let right = &forks[(seat + 1) % 3];
            s.spawn(move || {
                let _left = left.lock().unwrap();
                let _right = right.lock().unwrap();
            });
        }
    });
    println!("all ate");
}
