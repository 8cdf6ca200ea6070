use tokio::sync::oneshot;

#[tokio::main]
async fn main() {
    let (mut answer, question) = oneshot::channel::<u32>();
    let asks = tokio::spawn(async move { drop(question) });
    answer.closed().await;
    println!("{:?}", answer.send(1));
    asks.await.unwrap();
}
