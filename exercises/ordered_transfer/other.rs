// Jamais deux verrous à la fois : débiter, rendre le verrou, puis créditer.

use std::sync::Mutex;

pub struct Account {
    pub number: u32,
    pub balance: Mutex<i64>,
}

pub fn transfer(from: &Account, to: &Account, amount: i64) -> bool {
    {
        let mut source = from.balance.lock().unwrap();
        if *source < amount {
            return false;
        }
        *source -= amount;
    }
    *to.balance.lock().unwrap() += amount;
    true
}
