// La garde d’un span ne va pas dans une tâche qui change de thread.

use tokio::task::yield_now;
use tracing::info_span;

async fn send(number: u32) {
    let _invoice = info_span!("invoice", number).entered();
    yield_now().await;
}

#[tokio::main]
async fn main() {
    tokio::spawn(send(41)).await.unwrap();
}
