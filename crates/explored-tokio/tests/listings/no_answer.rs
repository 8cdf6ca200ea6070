use tokio::sync::oneshot;

#[tokio::main]
async fn main() {
    let (answer, question) = oneshot::channel::<u32>();
    tokio::spawn(async move { drop(answer) });
    println!("{}", question.await.is_err());
}
