use std::sync::Arc;
use tokio::sync::{RwLock, oneshot};

#[tokio::main]
async fn main() {
    let menu = Arc::new(RwLock::new(3));
    let (tell, told) = oneshot::channel();
    let other = menu.clone();
    let reader = tokio::spawn(async move {
        let menu = other.read().await;
        tell.send(*menu).unwrap();
    });
    let menu = menu.read().await;
    println!("{} {}", *menu, told.await.unwrap());
    reader.await.unwrap();
}
