use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use tokio::sync::Notify;

#[tokio::main]
async fn main() {
    let bell = Arc::new((Notify::new(), AtomicBool::new(false)));
    let rings = bell.clone();
    let cook = tokio::spawn(async move {
        rings.1.store(true, SeqCst);
        rings.0.notify_waiters();
    });
    if !bell.1.load(SeqCst) {
        bell.0.notified().await;
    }
    println!("heard");
    cook.await.unwrap();
}
