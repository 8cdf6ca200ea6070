use std::sync::Arc;
use tokio::sync::Barrier;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let barrier = Arc::new(Barrier::new(2));
    let other = barrier.clone();
    let cook = tokio::spawn(async move {
        other.wait().await;
        println!("a");
        other.wait().await;
    });
    barrier.wait().await;
    barrier.wait().await;
    println!("b");
    cook.await.unwrap();
}
