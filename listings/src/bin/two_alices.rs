// Regarder si un nom est libre, puis le prendre : deux gestes, deux Alice.

use std::sync::Mutex;
use std::thread;

// ANCHOR: enter
fn enter(names: &Mutex<Vec<&'static str>>, name: &'static str) -> bool {
    if names.lock().unwrap().contains(&name) {
        return false;
    }
    names.lock().unwrap().push(name);
    true
}
// ANCHOR_END: enter

// ANCHOR: main
fn main() {
    let names = Mutex::new(Vec::new());
    let (first, second) = thread::scope(|s| {
        let first = s.spawn(|| enter(&names, "alice"));
        let second = enter(&names, "alice");
        (first.join().unwrap(), second)
    });
    println!("acceptées : {first}, {second}");
}
// ANCHOR_END: main
