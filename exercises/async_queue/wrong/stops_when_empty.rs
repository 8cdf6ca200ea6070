// Prend une file vide pour une file fermée.

use tokio::sync::mpsc;
use tokio::task::yield_now;

pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    let (sender, mut receiver) = mpsc::channel(1);
    let producer = tokio::spawn(async move {
        while let Some(item) = next() {
            sender.send(item).await.unwrap();
        }
    });
    yield_now().await;
    while let Ok(item) = receiver.try_recv() {
        handle(item).await;
    }
    producer.abort();
}
