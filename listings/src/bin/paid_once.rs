// La même clé à chaque essai : le second retrouve le reçu du premier.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

// ANCHOR: bank
struct Account {
    balance: u32,
    receipts: BTreeMap<u32, u32>, // Ce qui restait après chaque paiement.
}

fn pay(account: &Mutex<Account>, key: u32, amount: u32) -> u32 {
    let mut account = account.lock().unwrap();
    if let Some(receipt) = account.receipts.get(&key) {
        return *receipt;
    }
    account.balance -= amount;
    let receipt = account.balance;
    account.receipts.insert(key, receipt);
    receipt
}
// ANCHOR_END: bank

// ANCHOR: main
fn main() {
    let account = Mutex::new(Account {
        balance: 100,
        receipts: BTreeMap::new(),
    });
    let receipts = thread::scope(|s| {
        let first = s.spawn(|| pay(&account, 7, 30));
        let again = s.spawn(|| pay(&account, 7, 30));
        [first.join().unwrap(), again.join().unwrap()]
    });
    let balance = account.into_inner().unwrap().balance;
    println!("reçus : {receipts:?}, reste : {balance} €");
    assert_eq!((receipts, balance), ([70, 70], 70));
}
// ANCHOR_END: main
