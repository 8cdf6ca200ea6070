use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (order, mut orders) = mpsc::unbounded_channel();
    let other = order.clone();
    tokio::spawn(async move { other.send("b").unwrap() });
    order.send("a").unwrap();
    order.send("c").unwrap();
    drop(order);
    let mut all = String::new();
    while let Some(table) = orders.recv().await {
        all += table;
    }
    println!("{all}");
}
