use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let one = tokio::spawn(async {
        println!("a");
        yield_now().await;
        println!("b");
    });
    let two = tokio::spawn(async { println!("c") });
    one.await.unwrap();
    two.await.unwrap();
}
