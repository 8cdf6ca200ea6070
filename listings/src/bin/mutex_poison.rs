// Une panique dans la section critique empoisonne le verrou.

use std::sync::Mutex;
use std::thread;

#[derive(Debug)]
struct Accounts {
    checking: u32,
    savings: u32,
}

static ACCOUNTS: Mutex<Accounts> = Mutex::new(Accounts {
    checking: 100,
    savings: 100,
});

fn transfer(amount: u32) {
    let mut accounts = ACCOUNTS.lock().unwrap();
    accounts.savings += amount;
    let left = accounts.checking.checked_sub(amount);
    accounts.checking = left.expect("solde insuffisant");
}

fn audit() -> String {
    match ACCOUNTS.lock() {
        Ok(accounts) => {
            let total = accounts.checking + accounts.savings;
            format!("total : {total}")
        }
        Err(poisoned) => {
            let accounts = poisoned.into_inner();
            let total = accounts.checking + accounts.savings;
            format!("verrou empoisonné, total : {total}")
        }
    }
}

fn main() {
    let transfer = thread::spawn(|| transfer(150));
    let audit = thread::spawn(audit);
    assert!(transfer.join().is_err());
    println!("{}", audit.join().unwrap());
}
