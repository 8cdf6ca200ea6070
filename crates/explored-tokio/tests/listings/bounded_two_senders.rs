use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (order, mut orders) = mpsc::channel(1);
    let other = order.clone();
    tokio::spawn(async move { other.send("a").await.unwrap() });
    tokio::spawn(async move { order.send("b").await.unwrap() });
    let mut all = String::new();
    while let Some(table) = orders.recv().await {
        all += table;
    }
    println!("{all}");
}
