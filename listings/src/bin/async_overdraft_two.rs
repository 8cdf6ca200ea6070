// Le même programme, sur deux threads de travail.

use std::sync::Mutex;
use tokio::task::yield_now;

static BALANCE: Mutex<i64> = Mutex::new(100);

async fn withdraw(amount: i64) {
    if *BALANCE.lock().unwrap() >= amount {
        ask_the_bank().await;
        *BALANCE.lock().unwrap() -= amount;
    }
}

async fn ask_the_bank() {
    yield_now().await; // La réponse viendrait du réseau.
}

// ANCHOR: main
#[tokio::main(worker_threads = 2)]
async fn main() {
    let alice = tokio::spawn(withdraw(80));
    let bob = tokio::spawn(withdraw(80));
    alice.await.unwrap();
    bob.await.unwrap();
    let balance = *BALANCE.lock().unwrap();
    println!("solde : {balance}");
}
// ANCHOR_END: main
