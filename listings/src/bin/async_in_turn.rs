// Deux `await` à la suite, puis les mêmes ensemble.

use std::time::Duration;
use tokio::time::{Instant, sleep};

async fn answer(ms: u64) {
    sleep(Duration::from_millis(ms)).await; // Le serveur répond.
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    answer(200).await;
    answer(100).await;
    println!("à la suite : {:.0?}", start.elapsed());

    let start = Instant::now();
    tokio::join!(answer(200), answer(100));
    println!("ensemble : {:.0?}", start.elapsed());
}
