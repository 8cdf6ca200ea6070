use std::sync::Arc;
use tokio::sync::Barrier;

#[tokio::main]
async fn main() {
    let barrier = Arc::new(Barrier::new(2));
    let other = barrier.clone();
    let cook = tokio::spawn(async move {
        println!("chops");
        other.wait().await.is_leader()
    });
    println!("boils");
    let leads = barrier.wait().await.is_leader();
    println!("{leads} {}", cook.await.unwrap());
}
