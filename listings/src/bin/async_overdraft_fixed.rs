// Le verrou de tokio est tenu pendant l’attente.

use tokio::sync::Mutex;
use tokio::task::yield_now;

static BALANCE: Mutex<i64> = Mutex::const_new(100);

// ANCHOR: withdraw
async fn withdraw(amount: i64) {
    let mut balance = BALANCE.lock().await;
    if *balance >= amount {
        ask_the_bank().await;
        *balance -= amount;
    }
}
// ANCHOR_END: withdraw

async fn ask_the_bank() {
    yield_now().await; // La réponse viendrait du réseau.
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let alice = tokio::spawn(withdraw(80));
    let bob = tokio::spawn(withdraw(80));
    alice.await.unwrap();
    bob.await.unwrap();
    let balance = *BALANCE.lock().await;
    println!("solde : {balance}");
    assert_eq!(balance, 20);
}
