// Un seul bon.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;

use super::answer::service;

static CARRIED: AtomicU32 = AtomicU32::new(0);

fn carry(dish: u32) {
    CARRIED.fetch_add(dish, SeqCst);
}

pub fn main() {
    service(vec![1], |ticket| ticket, carry);
    println!("{}", CARRIED.load(SeqCst));
}
