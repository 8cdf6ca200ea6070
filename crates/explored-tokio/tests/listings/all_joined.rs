use futures::future::join_all;
use tokio::task::yield_now;

async fn cook(dish: u32) -> u32 {
    yield_now().await;
    dish
}

#[tokio::main]
async fn main() {
    println!("{:?}", join_all((1..=3).map(cook)).await);
}
