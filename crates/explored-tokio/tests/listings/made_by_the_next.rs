use std::time::Duration;
use tokio::sync::OnceCell;
use tokio::time::{sleep, timeout};

static OVEN: OnceCell<u32> = OnceCell::const_new();

async fn slow() -> u32 {
    sleep(Duration::from_millis(100)).await;
    180
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let bob = async {
        sleep(Duration::from_millis(5)).await;
        *OVEN.get_or_init(|| async { 200 }).await
    };
    let ann = timeout(Duration::from_millis(10), OVEN.get_or_init(slow));
    let (ann, bob) = tokio::join!(ann, bob);
    println!("{} {bob} {:?}", ann.is_err(), OVEN.get());
}
