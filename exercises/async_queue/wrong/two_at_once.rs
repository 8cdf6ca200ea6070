// Traite deux éléments à la fois.

use tokio::sync::mpsc;

pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    let (sender, mut receiver) = mpsc::channel(1);
    let producer = tokio::spawn(async move {
        while let Some(item) = next() {
            sender.send(item).await.unwrap();
        }
    });
    while let Some(first) = receiver.recv().await {
        match receiver.recv().await {
            Some(second) => {
                tokio::join!(handle(first), handle(second));
            }
            None => handle(first).await,
        }
    }
    producer.await.unwrap();
}
