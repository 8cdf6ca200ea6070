// Transfers lock accounts in the order of their numbers; the audit does not.

use std::sync::{Arc, Mutex};
use std::thread;

struct Account {
    number: usize,
    balance: Mutex<i64>,
}

struct Bank {
    accounts: Vec<Account>,
}

impl Bank {
    fn new(balances: &[i64]) -> Bank {
        let account = |(number, &balance): (usize, &i64)| Account {
            number,
            balance: Mutex::new(balance),
        };
        Bank {
            accounts: balances.iter().enumerate().map(account).collect(),
        }
    }

    fn transfer(&self, from: usize, to: usize, amount: i64) {
        let (from, to) = (&self.accounts[from], &self.accounts[to]);
        let (mut source, mut target);
        if from.number < to.number {
            source = from.balance.lock().unwrap();
            target = to.balance.lock().unwrap();
        } else {
            target = to.balance.lock().unwrap();
            source = from.balance.lock().unwrap();
        }
        *source -= amount;
        *target += amount;
    }

    /// The last account first.
    fn audit(&self) -> i64 {
        let accounts = self.accounts.iter().rev();
        let held: Vec<_> = accounts
            .map(|account| account.balance.lock().unwrap())
            .collect();
        held.iter().map(|balance| **balance).sum()
    }
}

fn main() {
    let bank = Arc::new(Bank::new(&[100, 50, 0]));
    let transfers = [(0, 1, 30), (1, 2, 20)].map(|(from, to, amount)| {
        let bank = bank.clone();
        thread::spawn(move || bank.transfer(from, to, amount))
    });
    let auditor = thread::spawn({
        let bank = bank.clone();
        move || bank.audit()
    });
    for transfer in transfers {
        transfer.join().unwrap();
    }
    assert_eq!(auditor.join().unwrap(), 150);
}
