use std::time::Duration;
use tokio::time::sleep;

async fn nap(name: &str) {
    sleep(Duration::from_millis(10)).await;
    println!("{name}");
}

#[tokio::main]
async fn main() {
    let one = tokio::spawn(nap("a"));
    let two = tokio::spawn(nap("b"));
    one.await.unwrap();
    two.await.unwrap();
}
