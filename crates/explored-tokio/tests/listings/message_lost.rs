use tokio::sync::mpsc;

/// What it has received goes with it.
async fn two(orders: &mut mpsc::Receiver<u32>) -> u32 {
    let one = orders.recv().await.unwrap_or(0);
    one + orders.recv().await.unwrap_or(0)
}

#[tokio::main]
async fn main() {
    let (order, mut orders) = mpsc::channel(2);
    order.send(1).await.unwrap();
    tokio::select! {
        biased;
        sum = two(&mut orders) => println!("sum {sum}"),
        _ = async {} => println!("gives up"),
    }
    println!("{}", orders.try_recv().is_ok());
}
