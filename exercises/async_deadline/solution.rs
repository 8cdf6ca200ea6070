// Une échéance, fixée une fois, pour chaque page.

use std::time::Duration;
use tokio::time::{Instant, timeout_at};

pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let deadline = Instant::now() + limit;
    let mut read = Vec::new();
    for page in pages {
        match timeout_at(deadline, page).await {
            Ok(page) => read.push(page),
            Err(_) => break,
        }
    }
    read
}
