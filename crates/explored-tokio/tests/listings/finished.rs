#[tokio::main]
async fn main() {
    let cook = tokio::spawn(async {});
    println!("{}", cook.is_finished());
    cook.await.unwrap();
}
