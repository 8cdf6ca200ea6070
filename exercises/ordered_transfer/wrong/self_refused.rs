// Refuse un virement vers soi-même, même quand le solde suffit.

use std::sync::Mutex;

pub struct Account {
    pub number: u32,
    pub balance: Mutex<i64>,
}

pub fn transfer(from: &Account, to: &Account, amount: i64) -> bool {
    if from.number == to.number {
        return false;
    }
    let mut source = from.balance.lock().unwrap();
    if *source < amount {
        return false;
    }
    *source -= amount;
    drop(source);
    *to.balance.lock().unwrap() += amount;
    true
}
