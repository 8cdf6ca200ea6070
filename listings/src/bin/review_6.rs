// Le plat part dès qu’il est prêt : le serveur dort en attendant.

use std::sync::{Condvar, Mutex};
use std::thread;

static DISH: Mutex<Option<&str>> = Mutex::new(None);
static BELL: Condvar = Condvar::new();

fn cook() {
    BELL.notify_one(); // D’abord : le serveur est long à se réveiller.
    *DISH.lock().unwrap() = Some("gratin");
}

fn serve() {
    let mut dish = DISH.lock().unwrap();
    while dish.is_none() {
        dish = BELL.wait(dish).unwrap();
    }
    println!("servi : {}", dish.take().unwrap());
}

fn main() {
    thread::scope(|s| {
        let _waiter = s.spawn(serve);
        cook();
    });
}
