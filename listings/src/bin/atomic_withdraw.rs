// Retirer si le solde suffit, sans verrou : lire, calculer, proposer.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static BALANCE: AtomicU64 = AtomicU64::new(100);

fn withdraw(amount: u64) -> bool {
    let mut seen = BALANCE.load(SeqCst);
    while seen >= amount {
        let left = seen - amount;
        match BALANCE.compare_exchange(seen, left, SeqCst, SeqCst) {
            Ok(_) => return true,
            Err(current) => seen = current, // Un autre est passé : à refaire.
        }
    }
    false
}

fn main() {
    let alice = thread::spawn(|| withdraw(80));
    let bob = thread::spawn(|| withdraw(80));
    let served = [alice.join().unwrap(), bob.join().unwrap()];
    let balance = BALANCE.load(SeqCst);
    println!("solde : {balance}");
    assert!(matches!(served, [true, false] | [false, true]));
    assert_eq!(balance, 20);
}
