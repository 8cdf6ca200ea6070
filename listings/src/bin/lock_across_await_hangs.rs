// Une garde de `std` gardée pendant un `await` : le thread s’attend lui-même.

use std::sync::Mutex;
use tokio::task::yield_now;

static BALANCE: Mutex<i64> = Mutex::new(100);

#[expect(clippy::await_holding_lock)]
async fn deposit(name: &str, amount: i64) {
    println!("{name} demande le verrou");
    let mut balance = BALANCE.lock().unwrap();
    println!("{name} a le verrou");
    yield_now().await; // La garde est encore là.
    *balance += amount;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::join!(deposit("Alice", 10), deposit("Bob", 20));
    println!("solde : {}", BALANCE.lock().unwrap());
}
