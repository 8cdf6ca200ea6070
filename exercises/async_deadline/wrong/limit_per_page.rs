// La limite repart à chaque page.

use std::time::Duration;
use tokio::time::timeout;

pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let mut read = Vec::new();
    for page in pages {
        match timeout(limit, page).await {
            Ok(page) => read.push(page),
            Err(_) => break,
        }
    }
    read
}
