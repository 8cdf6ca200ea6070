// Une fonction verrouille ; l’autre reçoit ce qui est déjà verrouillé.

use std::sync::Mutex;

struct Accounts {
    checking: i64,
    savings: i64,
}

static ACCOUNTS: Mutex<Accounts> = Mutex::new(Accounts {
    checking: 100,
    savings: 100,
});

impl Accounts {
    fn total(&self) -> i64 {
        self.checking + self.savings
    }
}

fn transfer(amount: i64) {
    let mut accounts = ACCOUNTS.lock().unwrap();
    accounts.checking -= amount;
    accounts.savings += amount;
    println!("Virement terminé, total : {}", accounts.total());
}

fn main() {
    transfer(30);
    let total = ACCOUNTS.lock().unwrap().total();
    assert_eq!(total, 200);
}
