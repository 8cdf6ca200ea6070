use std::sync::Arc;
use tokio::sync::{Mutex, RwLock};

#[tokio::main]
async fn main() {
    let pan = Arc::new(Mutex::new(1));
    let menu = Arc::new(RwLock::new(1));
    let mut held = pan.clone().lock_owned().await;
    let reader = menu.clone().read_owned().await;
    let cook = tokio::spawn(async move { *held += *reader });
    cook.await.unwrap();
    *menu.write_owned().await += *pan.lock().await;
    println!("{}", pan.try_lock().unwrap());
}
