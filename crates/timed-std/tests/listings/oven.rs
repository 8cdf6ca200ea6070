// Two bakers and one oven: main holds it until both want it.

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

static OVEN: Mutex<u32> = Mutex::new(0);

fn bake() {
    *OVEN.lock().unwrap() += 1;
    println!("baked");
}

fn main() {
    let held = OVEN.lock().unwrap();
    let ann = thread::spawn(bake);
    let bob = thread::Builder::new().name("Bob".into()).spawn(bake).unwrap();
    thread::sleep(Duration::from_millis(50));
    drop(held);
    ann.join().unwrap();
    bob.join().unwrap();
}
