// Une garde de `std` traverse un `await` : la tâche n’est plus `Send`.

use std::sync::Mutex;

static BALANCE: Mutex<i64> = Mutex::new(100);

async fn ask_the_bank() {}

async fn withdraw(amount: i64) {
    let mut balance = BALANCE.lock().unwrap();
    if *balance >= amount {
        ask_the_bank().await;
        *balance -= amount;
    }
}

#[tokio::main]
async fn main() {
    tokio::spawn(withdraw(80)).await.unwrap();
}
