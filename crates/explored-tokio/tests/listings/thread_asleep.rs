use std::thread;
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let timer = tokio::spawn(async move {
        sleep(Duration::from_millis(10)).await;
        println!("{:?}", start.elapsed());
    });
    let blocks = tokio::spawn(async {
        thread::sleep(Duration::from_millis(100));
    });
    blocks.await.unwrap();
    timer.await.unwrap();
}
