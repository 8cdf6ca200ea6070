// La limite moins une.

use std::sync::Arc;
use tokio::sync::Semaphore;

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let permits = Arc::new(Semaphore::new((limit - 1).max(1)));
    let mut tasks = Vec::new();
    for page in pages {
        let permits = Arc::clone(&permits);
        tasks.push(tokio::spawn(async move {
            let _permit = permits.acquire().await.unwrap();
            page.await
        }));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}
