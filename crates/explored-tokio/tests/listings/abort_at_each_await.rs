use tokio::task::yield_now;

#[tokio::main]
async fn main() {
    let cook = tokio::spawn(async {
        println!("a");
        yield_now().await;
        println!("b");
        yield_now().await;
        println!("c");
    });
    cook.abort();
    match cook.await {
        Ok(()) => println!("done"),
        Err(error) => println!("cancelled {}", error.is_cancelled()),
    }
}
