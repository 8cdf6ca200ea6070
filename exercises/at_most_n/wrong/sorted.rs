// Les réponses triées : ce n’est pas l’ordre de la liste.

use tokio::task::JoinSet;

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let mut answers = Vec::new();
    let mut flying = JoinSet::new();
    for page in pages {
        if flying.len() == limit {
            answers.push(flying.join_next().await.unwrap().unwrap());
        }
        flying.spawn(page);
    }
    while let Some(done) = flying.join_next().await {
        answers.push(done.unwrap());
    }
    answers.sort();
    answers
}
