use tokio::sync::broadcast;

#[tokio::main]
async fn main() {
    let (bell, mut first) = broadcast::channel(4);
    let mut second = bell.subscribe();
    let cook = tokio::spawn(async move { (bell.send(1), bell.send(2)) });
    println!("{:?} {:?}", first.recv().await, first.recv().await);
    println!("{:?} {:?}", second.recv().await, second.recv().await);
    println!("{:?}", cook.await.unwrap());
    println!("{:?} {:?}", first.recv().await, second.try_recv());
}
