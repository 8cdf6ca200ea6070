// Dix mille attentes de 100 ms, dix mille tâches, un seul thread.

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..10_000 {
        tasks.spawn(sleep(Duration::from_millis(100)));
    }
    let count = tasks.join_all().await.len();
    println!("{count} attentes en {:.0?}", start.elapsed());
}
