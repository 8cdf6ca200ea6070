// Un producteur, un consommateur, un canal de tokio.

/// Prépare les éléments dans une tâche, et les traite à mesure.
pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    while let Some(item) = next() {
        handle(item).await;
    }
}
