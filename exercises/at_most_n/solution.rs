// Une page finie laisse sa place ; son rang dit où ranger sa réponse.

use tokio::task::JoinSet;

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let mut answers = vec![0; pages.len()];
    let mut flying = JoinSet::new();
    for (rank, page) in pages.into_iter().enumerate() {
        if flying.len() == limit {
            let done = flying.join_next().await.unwrap();
            let (rank, answer): (usize, u32) = done.unwrap();
            answers[rank] = answer;
        }
        flying.spawn(async move { (rank, page.await) });
    }
    while let Some(done) = flying.join_next().await {
        let (rank, answer) = done.unwrap();
        answers[rank] = answer;
    }
    answers
}
