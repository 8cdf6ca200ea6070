use tokio::time::{Duration, Instant, sleep, timeout};

#[tokio::main]
async fn main() {
    let start = Instant::now();
    let late = timeout(Duration::from_millis(10), sleep(Duration::from_millis(50))).await;
    println!("{} {:?}", late.is_err(), start.elapsed());
    let soon = timeout(Duration::from_millis(50), sleep(Duration::from_millis(10))).await;
    println!("{} {:?}", soon.is_ok(), start.elapsed());
}
