// Les deux dans une même tâche, visités par `join!`.

use tokio::sync::mpsc;

pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    let (sender, mut receiver) = mpsc::channel(1);
    let produce = async move {
        while let Some(item) = next() {
            sender.send(item).await.unwrap();
        }
    };
    let consume = async {
        while let Some(item) = receiver.recv().await {
            handle(item).await;
        }
    };
    tokio::join!(produce, consume);
}
