// Ne regarde l’heure qu’entre deux pages.

use std::time::Duration;
use tokio::time::Instant;

pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let deadline = Instant::now() + limit;
    let mut read = Vec::new();
    for page in pages {
        read.push(page.await);
        if Instant::now() >= deadline {
            break;
        }
    }
    read
}
