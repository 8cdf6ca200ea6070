use std::sync::Arc;
use tokio::sync::Semaphore;

#[tokio::main]
async fn main() {
    let ovens = Arc::new(Semaphore::new(0));
    let waiting = ovens.clone();
    let baker = tokio::spawn(async move { waiting.acquire().await.is_err() });
    ovens.close();
    println!("{}", baker.await.unwrap());
}
