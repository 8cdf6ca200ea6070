// Deux cuisiniers à la fois, un seul plat emporté à la fois.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Barrier, LazyLock};

use super::answer::service;

static STOVE: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));
static BUSY: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);
static CARRIED: AtomicU32 = AtomicU32::new(0);

fn cook(ticket: u32) -> u32 {
    STOVE.wait();
    ticket
}

fn carry(dish: u32) {
    MOST.fetch_max(BUSY.fetch_add(1, SeqCst) + 1, SeqCst);
    CARRIED.fetch_add(dish, SeqCst);
    BUSY.fetch_sub(1, SeqCst);
}

pub fn main() {
    service(vec![1, 2], cook, carry);
    println!("{} {}", CARRIED.load(SeqCst), MOST.load(SeqCst));
}
