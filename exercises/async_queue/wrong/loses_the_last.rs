// S’arrête avec le producteur, sans vider la file.

use tokio::sync::mpsc;

pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    let (sender, mut receiver) = mpsc::channel(1);
    let mut producer = tokio::spawn(async move {
        while let Some(item) = next() {
            sender.send(item).await.unwrap();
        }
    });
    loop {
        tokio::select! {
            biased;
            _ = &mut producer => return,
            Some(item) = receiver.recv() => handle(item).await,
        }
    }
}
