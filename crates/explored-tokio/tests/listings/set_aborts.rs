use std::sync::Arc;
use tokio::task::JoinSet;

#[tokio::main]
async fn main() {
    let shared = Arc::new(());
    let mut set = JoinSet::new();
    let cook = shared.clone();
    let handle = set.spawn(async move {
        std::future::pending::<()>().await;
        drop(cook);
    });
    drop(set);
    while !handle.is_finished() {
        tokio::task::yield_now().await;
    }
    println!("stopped");
}
