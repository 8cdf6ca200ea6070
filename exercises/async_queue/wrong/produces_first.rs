// Prépare tout, puis traite.

pub async fn run(next: fn() -> Option<u32>, handle: impl AsyncFn(u32)) {
    let mut items = Vec::new();
    while let Some(item) = next() {
        items.push(item);
    }
    for item in items {
        handle(item).await;
    }
}
