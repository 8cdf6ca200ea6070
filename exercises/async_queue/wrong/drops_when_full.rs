// Jette un élément quand la file est pleine.

use tokio::sync::mpsc;
use tokio::task::yield_now;

pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    let (sender, mut receiver) = mpsc::channel(1);
    let producer = tokio::spawn(async move {
        while let Some(item) = next() {
            let _ = sender.try_send(item);
            yield_now().await;
        }
    });
    while let Some(item) = receiver.recv().await {
        handle(item).await;
    }
    producer.await.unwrap();
}
