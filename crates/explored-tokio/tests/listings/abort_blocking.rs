use tokio::task::spawn_blocking;

#[tokio::main]
async fn main() {
    let cook = spawn_blocking(|| 7);
    cook.abort();
    println!("{:?}", cook.await.ok());
}
