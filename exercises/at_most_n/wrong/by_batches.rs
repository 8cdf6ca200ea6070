// Par lots : une page lente retient le lot suivant.

use tokio::task::JoinHandle;

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let mut answers = Vec::new();
    let mut pages = pages.into_iter();
    loop {
        let batch: Vec<JoinHandle<u32>> =
            pages.by_ref().take(limit).map(tokio::spawn).collect();
        if batch.is_empty() {
            return answers;
        }
        for task in batch {
            answers.push(task.await.unwrap());
        }
    }
}
