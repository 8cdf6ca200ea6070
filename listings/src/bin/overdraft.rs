// Vérifier, puis agir : le solde peut changer entre les deux.

use std::sync::Mutex;
use std::thread;

static BALANCE: Mutex<i64> = Mutex::new(100);

fn withdraw(amount: i64) {
    if *BALANCE.lock().unwrap() >= amount {
        *BALANCE.lock().unwrap() -= amount;
    }
}

fn main() {
    let alice = thread::spawn(|| withdraw(80));
    let bob = thread::spawn(|| withdraw(80));
    alice.join().unwrap();
    bob.join().unwrap();
    let balance = *BALANCE.lock().unwrap();
    println!("solde : {balance}");
}
