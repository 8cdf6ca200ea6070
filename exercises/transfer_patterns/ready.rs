// Le second plat n’est prêt que lorsque le premier est emporté.

use std::sync::{Condvar, Mutex};

use super::answer::service;

static CARRIED: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static NEWS: Condvar = Condvar::new();

fn cook(ticket: u32) -> u32 {
    if ticket == 2 {
        let first = |carried: &mut Vec<u32>| carried.is_empty();
        let carried = CARRIED.lock().unwrap();
        drop(NEWS.wait_while(carried, first).unwrap());
    }
    ticket
}

fn carry(dish: u32) {
    CARRIED.lock().unwrap().push(dish);
    NEWS.notify_all();
}

pub fn main() {
    service(vec![1, 2], cook, carry);
    println!("{:?}", CARRIED.lock().unwrap());
}
