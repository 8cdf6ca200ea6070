// Ne limite que la première page.

use std::time::Duration;
use tokio::time::timeout;

pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let mut read = Vec::new();
    let mut pages = pages.into_iter();
    if let Some(first) = pages.next() {
        match timeout(limit, first).await {
            Ok(page) => read.push(page),
            Err(_) => return read,
        }
    }
    for page in pages {
        read.push(page.await);
    }
    read
}
