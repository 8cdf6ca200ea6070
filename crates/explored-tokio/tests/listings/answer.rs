use tokio::sync::oneshot;

#[tokio::main]
async fn main() {
    let (answer, question) = oneshot::channel();
    tokio::spawn(async move { answer.send(42) });
    println!("{:?}", question.await);
}
