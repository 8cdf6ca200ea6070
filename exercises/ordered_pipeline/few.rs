// Aucune ligne, puis une seule.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use super::answer::convert_all;

static SUM: AtomicU32 = AtomicU32::new(0);

fn write(reading: u32) {
    SUM.fetch_add(reading, SeqCst);
}

pub fn main() {
    convert_all(vec![], |line| line, write);
    let none = SUM.load(SeqCst);
    convert_all(vec![7], |line| line * 10, write);
    println!("{none} {}", SUM.load(SeqCst));
}
