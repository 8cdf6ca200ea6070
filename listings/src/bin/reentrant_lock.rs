// Un verrou réentrant laisse son propre thread entrer au mauvais moment.

use parking_lot::ReentrantMutex;
use std::cell::Cell;

struct Accounts {
    checking: Cell<i64>,
    savings: Cell<i64>,
}

static ACCOUNTS: ReentrantMutex<Accounts> = ReentrantMutex::new(Accounts {
    checking: Cell::new(100),
    savings: Cell::new(100),
});

fn total() -> i64 {
    let accounts = ACCOUNTS.lock();
    accounts.checking.get() + accounts.savings.get()
}

fn transfer(amount: i64) {
    let accounts = ACCOUNTS.lock();
    accounts.checking.update(|balance| balance - amount);
    println!("Virement en cours, total : {}", total());
    accounts.savings.update(|balance| balance + amount);
}

fn main() {
    transfer(30);
    println!("Virement terminé, total : {}", total());
    assert_eq!(total(), 200);
}
