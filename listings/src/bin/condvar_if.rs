// `if` croit le réveil sur parole : la file peut être vide de nouveau.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

static DISHES: Mutex<VecDeque<&str>> = Mutex::new(VecDeque::new());
static BELL: Condvar = Condvar::new();

fn serve() -> Option<&'static str> {
    let mut dishes = DISHES.lock().unwrap();
    if dishes.is_empty() {
        dishes = BELL.wait(dishes).unwrap();
    }
    dishes.pop_front()
}

fn main() {
    thread::scope(|s| {
        let alice = s.spawn(serve);
        let bob = s.spawn(serve);
        let _cook = s.spawn(|| {
            for dish in ["soupe", "tarte"] {
                DISHES.lock().unwrap().push_back(dish);
                BELL.notify_one();
            }
        });
        let served = [alice.join().unwrap(), bob.join().unwrap()];
        let count = served.iter().flatten().count();
        println!("plats servis : {count}");
    });
}
