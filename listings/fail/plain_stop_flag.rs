// Un booléen ordinaire ne peut pas servir de drapeau entre deux threads.

use std::thread;

fn main() {
    let mut stop = false;
    thread::scope(|s| {
        s.spawn(|| {
            while !stop {
                thread::yield_now()
            }
        });
        stop = true;
    });
}
