use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let barrier = Arc::new(Barrier::new(3));
    let mut cooks = JoinSet::new();
    for _ in 0..2 {
        let barrier = barrier.clone();
        cooks.spawn(async move {
            barrier.wait().await;
            println!("go");
        });
    }
    println!("ready");
    barrier.wait().await;
    cooks.join_all().await;
}
