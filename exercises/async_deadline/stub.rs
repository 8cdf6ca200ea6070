// Une limite de temps pour toutes les pages.

use std::time::Duration;
use tokio::time::Instant;

/// Lit les pages l’une après l’autre, et rend celles qui sont arrivées avant
/// que `limit` soit passé.
pub async fn read_pages<F>(pages: Vec<F>, limit: Duration) -> Vec<u32>
where
    F: Future<Output = u32>,
{
    let start = Instant::now();
    let mut read = Vec::new();
    for page in pages {
        if start.elapsed() >= limit {
            break;
        }
        read.push(page.await);
    }
    read
}
