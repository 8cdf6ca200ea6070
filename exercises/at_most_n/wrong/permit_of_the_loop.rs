// La permission est prise dans la boucle, et rendue au tour suivant.

use tokio::sync::Semaphore;

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let permits = Semaphore::new(limit);
    let mut tasks = Vec::new();
    for page in pages {
        let _permit = permits.acquire().await.unwrap();
        tasks.push(tokio::spawn(page));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}
