use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::task::yield_now;

async fn withdraw(balance: Arc<Mutex<i32>>, amount: i32) {
    let mut balance = balance.lock().await;
    let before = *balance;
    yield_now().await;
    *balance = before - amount;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let balance = Arc::new(Mutex::new(100));
    let ann = tokio::spawn(withdraw(balance.clone(), 30));
    let bob = tokio::spawn(withdraw(balance.clone(), 50));
    ann.await.unwrap();
    bob.await.unwrap();
    println!("{}", balance.lock().await);
}
