// Prendre le second verrou sans attendre ; s’il est pris, rendre le premier.

use std::sync::{Mutex, TryLockError};
use std::{hint, thread};

// ANCHOR: transfer
fn transfer(from: &Mutex<i64>, to: &Mutex<i64>, amount: i64) -> u32 {
    let mut retreats = 0;
    loop {
        let mut source = from.lock().unwrap();
        match to.try_lock() {
            Ok(mut target) => {
                *source -= amount;
                *target += amount;
                return retreats;
            }
            Err(TryLockError::WouldBlock) => drop(source),
            Err(TryLockError::Poisoned(poison)) => panic!("{poison}"),
        }
        retreats += 1;
        back_off(retreats);
    }
}

fn back_off(retreats: u32) {
    for _ in 0..1 << retreats.min(10) {
        hint::spin_loop();
    }
    thread::yield_now();
}
// ANCHOR_END: transfer

// ANCHOR: main
fn main() {
    let checking = Mutex::new(100);
    let savings = Mutex::new(100);
    let retreats: u32 = thread::scope(|s| {
        let alice = s.spawn(|| -> u32 {
            (0..100_000)
                .map(|_| transfer(&checking, &savings, 10))
                .sum()
        });
        let bob = s.spawn(|| -> u32 {
            (0..100_000)
                .map(|_| transfer(&savings, &checking, 10))
                .sum()
        });
        alice.join().unwrap() + bob.join().unwrap()
    });
    let checking = checking.into_inner().unwrap();
    let savings = savings.into_inner().unwrap();
    println!("reculs : {retreats}");
    println!("courant : {checking}, épargne : {savings}");
    assert_eq!((checking, savings), (100, 100));
}
// ANCHOR_END: main
