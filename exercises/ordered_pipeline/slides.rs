// La deuxième ligne ne finit que si la troisième a commencé.

use std::sync::{Barrier, Mutex};

use super::answer::convert_all;

static PAIR: Barrier = Barrier::new(2);
static WRITTEN: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn convert(line: u32) -> u32 {
    if line > 1 {
        PAIR.wait();
    }
    line * 10
}

fn write(reading: u32) {
    WRITTEN.lock().unwrap().push(reading);
}

pub fn main() {
    convert_all(vec![1, 2, 3], convert, write);
    println!("{:?}", WRITTEN.lock().unwrap());
}
