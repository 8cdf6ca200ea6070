// Dans l’ordre, mais toutes à la fois.

use tokio::task::JoinHandle;

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let _ = limit;
    let tasks: Vec<JoinHandle<u32>> =
        pages.into_iter().map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}
