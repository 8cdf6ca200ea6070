// Recommence tant que le second compte est occupé, sans rendre le premier.

use std::hint;
use std::sync::Mutex;

pub struct Account {
    pub number: u32,
    pub balance: Mutex<i64>,
}

pub fn transfer(from: &Account, to: &Account, amount: i64) -> bool {
    if from.number == to.number {
        return *from.balance.lock().unwrap() >= amount;
    }
    let mut source = from.balance.lock().unwrap();
    let mut target = loop {
        if let Ok(target) = to.balance.try_lock() {
            break target;
        }
        hint::spin_loop();
    };
    if *source < amount {
        return false;
    }
    *source -= amount;
    *target += amount;
    true
}
