#[tokio::main]
async fn main() {
    let cook = tokio::spawn(async { 7 });
    println!("{}", cook.await.unwrap());
}
