// Ce qui est lu est détruit avec la boucle.

use std::time::Duration;
use tokio::time::timeout;

pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let all = async {
        let mut read = Vec::new();
        for page in pages {
            read.push(page.await);
        }
        read
    };
    timeout(limit, all).await.unwrap_or_default()
}
