use std::time::Duration;
use tokio::time::timeout;

#[tokio::main]
async fn main() {
    let cook = tokio::spawn(async { 7 });
    println!("{}", timeout(Duration::from_millis(10), cook).await.is_ok());
}
