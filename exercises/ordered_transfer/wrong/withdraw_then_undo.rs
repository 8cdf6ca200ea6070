// Débite, puis rend : un autre virement peut être refusé entre les deux.

use std::sync::Mutex;

pub struct Account {
    pub number: u32,
    pub balance: Mutex<i64>,
}

/// Déplace `amount` de `from` vers `to`. Si le solde de `from` ne suffit pas,
/// ne change rien et rend `false`.
pub fn transfer(from: &Account, to: &Account, amount: i64) -> bool {
    let after = {
        let mut source = from.balance.lock().unwrap();
        *source -= amount;
        *source
    };
    if after < 0 {
        *from.balance.lock().unwrap() += amount;
        return false;
    }
    *to.balance.lock().unwrap() += amount;
    true
}
