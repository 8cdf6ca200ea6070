use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::sleep;

async fn use_it(lock: &Mutex<()>) {
    let _guard = lock.lock().await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let lock = Arc::new(Mutex::new(()));
    let background = lock.clone();
    let holder = tokio::spawn(async move {
        let _guard = background.lock().await;
        sleep(Duration::from_millis(50)).await;
    });
    tokio::task::yield_now().await;
    // Without `&mut`, the future goes with the branch that lost.
    tokio::select! {
        _ = use_it(&lock) => println!("first"),
        _ = sleep(Duration::from_millis(10)) => {
            use_it(&lock).await;
            println!("second");
        }
    }
    holder.await.unwrap();
}
