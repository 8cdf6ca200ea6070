#[tokio::main]
async fn main() {
    let cook = tokio::spawn(async { panic!("burnt") });
    cook.await.unwrap();
}
