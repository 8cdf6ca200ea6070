use std::sync::{Arc, Mutex};
use tokio::task::yield_now;

async fn withdraw(balance: Arc<Mutex<i32>>, amount: i32) {
    let before = *balance.lock().unwrap();
    yield_now().await;
    *balance.lock().unwrap() = before - amount;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let balance = Arc::new(Mutex::new(100));
    let ann = tokio::spawn(withdraw(balance.clone(), 30));
    let bob = tokio::spawn(withdraw(balance.clone(), 50));
    ann.await.unwrap();
    bob.await.unwrap();
    println!("{}", balance.lock().unwrap());
}
