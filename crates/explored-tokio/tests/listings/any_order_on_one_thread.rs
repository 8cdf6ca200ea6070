#[tokio::main(flavor = "current_thread")]
async fn main() {
    let one = tokio::spawn(async { println!("a") });
    let two = tokio::spawn(async { println!("b") });
    one.await.unwrap();
    two.await.unwrap();
}
