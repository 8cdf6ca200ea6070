// Deux threads écrivent dans la même variable, sans rien pour les ordonner.

use std::thread;

fn main() {
    let mut done = 0;
    thread::scope(|s| {
        s.spawn(|| done += 1);
        s.spawn(|| done += 1);
    });
    println!("{done}");
}
