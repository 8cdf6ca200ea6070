use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (order, mut orders) = mpsc::channel(1);
    let waiter = tokio::spawn(async move {
        for table in 1..=2 {
            order.send(table).await.unwrap();
        }
        println!("sent");
    });
    println!("{:?}", orders.recv().await);
    waiter.await.unwrap();
    println!("{:?} {:?}", orders.recv().await, orders.recv().await);
}
