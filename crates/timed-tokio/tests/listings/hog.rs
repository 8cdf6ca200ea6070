// One that keeps the thread, and one that wants it after 10 ms.

use std::thread;
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let nap = tokio::spawn(sleep(Duration::from_millis(10)));
    let hog = tokio::spawn(async {
        thread::sleep(Duration::from_millis(60));
        tokio::task::yield_now().await;
        thread::sleep(Duration::from_millis(20));
    });
    hog.await.unwrap();
    nap.await.unwrap();
}
