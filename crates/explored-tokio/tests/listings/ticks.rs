use std::time::Duration;
use tokio::time::{Instant, interval};

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let mut clock = interval(Duration::from_millis(10));
    for _ in 0..3 {
        clock.tick().await;
        println!("{:?}", start.elapsed());
    }
}
