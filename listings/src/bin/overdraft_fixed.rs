// La même garde couvre la vérification et le retrait.

use std::sync::Mutex;
use std::thread;

static BALANCE: Mutex<i64> = Mutex::new(100);

fn withdraw(amount: i64) {
    let mut balance = BALANCE.lock().unwrap();
    if *balance >= amount {
        *balance -= amount;
    }
}

fn main() {
    let alice = thread::spawn(|| withdraw(80));
    let bob = thread::spawn(|| withdraw(80));
    alice.join().unwrap();
    bob.join().unwrap();
    let balance = *BALANCE.lock().unwrap();
    println!("solde : {balance}");
    assert_eq!(balance, 20);
}
