use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() {
    let (order, mut orders) = mpsc::channel(1);
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let cook = tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = stopped.cancelled() => break println!("stopped"),
                Some(table) = orders.recv() => println!("table {table}"),
            }
        }
    });
    order.send(1).await.unwrap();
    stop.cancel();
    cook.await.unwrap();
}
