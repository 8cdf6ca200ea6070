use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() {
    let token = CancellationToken::new();
    let child = token.child_token();
    let worker = tokio::spawn(async move {
        tokio::select! {
            biased;
            _ = child.cancelled() => println!("stopped"),
            _ = std::future::pending::<()>() => println!("never"),
        }
    });
    token.cancel();
    worker.await.unwrap();
}
