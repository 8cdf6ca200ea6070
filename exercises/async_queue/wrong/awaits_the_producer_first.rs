// Attend la fin du producteur avant de recevoir.

use tokio::sync::mpsc;

pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    let (sender, mut receiver) = mpsc::channel(1);
    let producer = tokio::spawn(async move {
        while let Some(item) = next() {
            sender.send(item).await.unwrap();
        }
    });
    producer.await.unwrap();
    while let Some(item) = receiver.recv().await {
        handle(item).await;
    }
}
