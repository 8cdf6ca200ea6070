// Prépare, traite, prépare, traite.

pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    while let Some(item) = next() {
        handle(item).await;
    }
}
