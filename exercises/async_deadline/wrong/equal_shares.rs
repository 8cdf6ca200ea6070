// Donne à chaque page une part égale du temps.

use std::time::Duration;
use tokio::time::timeout;

pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let share = limit / pages.len().max(1) as u32;
    let mut read = Vec::new();
    for page in pages {
        match timeout(share, page).await {
            Ok(page) => read.push(page),
            Err(_) => break,
        }
    }
    read
}
