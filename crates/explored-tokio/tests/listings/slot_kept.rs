use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (order, mut orders) = mpsc::channel(1);
    let slot = order.reserve().await.unwrap();
    println!("{}", order.try_send(1).is_err());
    slot.send(2);
    println!("{:?}", orders.recv().await);
    drop(order.reserve().await);
    println!("{:?} {:?}", order.try_send(3), orders.try_recv());
}
