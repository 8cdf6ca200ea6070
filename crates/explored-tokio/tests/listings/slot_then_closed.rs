use tokio::sync::mpsc;
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (order, mut orders) = mpsc::channel(1);
    order.send(1).await.unwrap();
    let late = tokio::spawn(async move { order.send(2).await.is_ok() });
    yield_now().await;
    println!("{:?}", orders.recv().await);
    drop(orders);
    println!("{}", late.await.unwrap());
}
