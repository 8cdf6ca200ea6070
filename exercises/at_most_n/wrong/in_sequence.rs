// L’une après l’autre, chacune dans sa tâche : une seule en vol.

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let _ = limit;
    let mut answers = Vec::new();
    for page in pages {
        answers.push(tokio::spawn(page).await.unwrap());
    }
    answers
}
