// Une page n’arrive jamais ; la suivante serait là tout de suite.

use std::future::pending;
use std::time::Duration;
use tokio::time::{Instant, sleep};

use super::answer::read_pages;

async fn page(number: u32, wait: Option<u64>) -> u32 {
    match wait {
        Some(wait) => sleep(Duration::from_millis(wait)).await,
        None => pending().await,
    }
    number
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let start = Instant::now();
    let pages = vec![page(1, Some(100)), page(2, None), page(3, Some(0))];
    let read = read_pages(pages, Duration::from_millis(250)).await;
    // En centièmes de seconde : l’horloge de tokio arrondit.
    println!("{read:?} {}", start.elapsed().as_millis() / 10);
}
