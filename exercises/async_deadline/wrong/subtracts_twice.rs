// Retire chaque fois tout le temps passé.

use std::time::Duration;
use tokio::time::{Instant, timeout};

pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let start = Instant::now();
    let mut left = limit;
    let mut read = Vec::new();
    for page in pages {
        match timeout(left, page).await {
            Ok(page) => read.push(page),
            Err(_) => break,
        }
        left = left.saturating_sub(start.elapsed());
    }
    read
}
