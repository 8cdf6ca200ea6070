// Un thread verrouille deux fois le même mutex : il s’attend lui-même.

use std::sync::Mutex;

static ACCOUNTS: Mutex<[i64; 2]> = Mutex::new([100, 100]);

fn total() -> i64 {
    ACCOUNTS.lock().unwrap().iter().sum()
}

fn transfer(amount: i64) {
    let mut accounts = ACCOUNTS.lock().unwrap();
    accounts[0] -= amount;
    println!("Virement en cours…");
    println!("total : {}", total());
    accounts[1] += amount;
}

fn main() {
    transfer(30);
    println!("Virement terminé.");
}
