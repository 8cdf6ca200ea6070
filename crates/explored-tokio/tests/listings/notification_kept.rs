use std::sync::Arc;
use tokio::sync::Notify;

#[tokio::main]
async fn main() {
    let bell = Arc::new(Notify::new());
    let rings = bell.clone();
    let cook = tokio::spawn(async move { rings.notify_one() });
    bell.notified().await;
    println!("heard");
    cook.await.unwrap();
}
