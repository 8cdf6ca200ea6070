// Un virement tient les deux comptes : le total ne change jamais.

use std::sync::Mutex;
use std::thread;

static CURRENT: Mutex<u32> = Mutex::new(100);
static SAVINGS: Mutex<u32> = Mutex::new(50);

fn transfer(amount: u32) {
    let mut current = CURRENT.lock().unwrap();
    let mut savings = SAVINGS.lock().unwrap();
    *current -= amount;
    *savings += amount;
}

fn total() -> u32 {
    let current = *CURRENT.lock().unwrap();
    let savings = *SAVINGS.lock().unwrap();
    current + savings
}

fn main() {
    let total = thread::scope(|s| {
        let total = s.spawn(total);
        let _transfer = s.spawn(|| transfer(30));
        total.join().unwrap()
    });
    println!("total : {total}");
}
