// Attend la limite, même quand tout est lu.

use std::time::Duration;
use tokio::time::{sleep, timeout};

pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let mut read = Vec::new();
    let all = async {
        for page in pages {
            read.push(page.await);
        }
    };
    let (_, ()) = tokio::join!(timeout(limit, all), sleep(limit));
    read
}
