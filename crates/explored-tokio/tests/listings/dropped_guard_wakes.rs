use std::sync::Arc;
use tokio::sync::Mutex;

#[tokio::main]
async fn main() {
    let pan = Arc::new(Mutex::new(0));
    let cooks: Vec<_> = (1..=2)
        .map(|dish| {
            let pan = pan.clone();
            tokio::spawn(async move { *pan.lock().await += dish })
        })
        .collect();
    for cook in cooks {
        cook.await.unwrap();
    }
    println!("{}", pan.lock().await);
}
