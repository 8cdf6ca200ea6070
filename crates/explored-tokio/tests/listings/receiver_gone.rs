use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (order, orders) = mpsc::channel(1);
    let cook = tokio::spawn(async move { drop(orders) });
    println!("{}", order.send(1).await.is_ok());
    cook.await.unwrap();
    println!("{}", order.send(2).await.is_ok());
}
