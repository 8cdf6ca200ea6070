use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (orders, mut cook) = mpsc::channel(1);
    for table in 1..=2 {
        let orders = orders.clone();
        tokio::spawn(async move {
            orders.send(table).await.unwrap();
        });
    }
    drop(orders);
    while let Some(table) = cook.recv().await {
        println!("table {table}");
    }
}
