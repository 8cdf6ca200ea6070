use tokio::sync::broadcast;

#[tokio::main]
async fn main() {
    let (bell, first) = broadcast::channel(4);
    let second = bell.subscribe();
    let cook = tokio::spawn(async move { drop(second) });
    println!("{:?}", bell.send(1));
    cook.await.unwrap();
    println!("{} {}", bell.receiver_count(), bell.len());
    drop(first);
    println!("{:?}", bell.send(2));
    bell.closed().await;
}
