// Accepte un virement vers soi-même, même sans le solde.

use std::sync::Mutex;

pub struct Account {
    pub number: u32,
    pub balance: Mutex<i64>,
}

/// Déplace `amount` de `from` vers `to`. Si le solde de `from` ne suffit pas,
/// ne change rien et rend `false`.
pub fn transfer(from: &Account, to: &Account, amount: i64) -> bool {
    if std::ptr::eq(from, to) {
        return true;
    }
    let (mut source, mut target);
    if from.number < to.number {
        source = from.balance.lock().unwrap();
        target = to.balance.lock().unwrap();
    } else {
        target = to.balance.lock().unwrap();
        source = from.balance.lock().unwrap();
    }
    if *source < amount {
        return false;
    }
    *source -= amount;
    *target += amount;
    true
}
