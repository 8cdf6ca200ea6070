use std::sync::Arc;
use tokio::sync::Mutex;

#[tokio::main]
async fn main() {
    let pan = Arc::new(Mutex::new(0));
    let held = pan.clone();
    let cook = tokio::spawn(async move {
        *held.lock().await += 1;
        let _held = held.lock().await;
        panic!("burnt");
    });
    println!("{}", cook.await.is_err());
    println!("{}", pan.lock().await);
}
