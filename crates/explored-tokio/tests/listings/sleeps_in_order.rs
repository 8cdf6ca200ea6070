use std::time::Duration;
use tokio::time::sleep;

async fn nap(time: u64) {
    sleep(Duration::from_millis(time)).await;
    println!("{time}");
}

#[tokio::main]
async fn main() {
    let long = tokio::spawn(nap(20));
    let short = tokio::spawn(nap(10));
    long.await.unwrap();
    short.await.unwrap();
}
