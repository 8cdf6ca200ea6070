// L’une après l’autre, dans la tâche qui les demande : rien n’avance ensemble.

pub async fn fetch_all<F>(limit: usize, pages: Vec<F>) -> Vec<u32>
where
    F: Future<Output = u32> + Send + 'static,
{
    let _ = limit;
    let mut answers = Vec::new();
    for page in pages {
        answers.push(page.await);
    }
    answers
}
