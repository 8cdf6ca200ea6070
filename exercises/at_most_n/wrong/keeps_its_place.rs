// Une page finie garde sa place derrière une lente.

use std::collections::VecDeque;
use tokio::task::JoinHandle;

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let mut answers = Vec::new();
    let mut flying: VecDeque<JoinHandle<u32>> = VecDeque::new();
    for page in pages {
        if flying.len() == limit {
            answers.push(flying.pop_front().unwrap().await.unwrap());
        }
        flying.push_back(tokio::spawn(page));
    }
    for task in flying {
        answers.push(task.await.unwrap());
    }
    answers
}
