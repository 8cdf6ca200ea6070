use std::sync::mpsc;

#[tokio::main(worker_threads = 1)]
async fn main() {
    let (order, orders) = mpsc::channel();
    let cook = tokio::spawn(async move { orders.recv().unwrap() });
    let waiter = tokio::spawn(async move { order.send(7).unwrap() });
    waiter.await.unwrap();
    println!("{}", cook.await.unwrap());
}
