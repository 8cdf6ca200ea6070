use std::time::Duration;
use tokio::sync::Barrier;
use tokio::time::timeout;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let barrier = Barrier::new(2);
    let late = timeout(Duration::from_millis(10), barrier.wait()).await;
    let leads = barrier.wait().await.is_leader();
    println!("{} {leads}", late.is_err());
}
