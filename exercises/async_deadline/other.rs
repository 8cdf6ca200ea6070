// Une limite autour de la boucle ; ce qui est lu reste en dehors.

use std::time::Duration;
use tokio::time::timeout;

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
    let _ = timeout(limit, all).await;
    read
}
