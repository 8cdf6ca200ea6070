use std::sync::Arc;
use tokio::sync::OnceCell;
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let oven = Arc::new(OnceCell::new());
    let other = oven.clone();
    let cook = tokio::spawn(async move {
        let value = other.get_or_init(|| async {
            yield_now().await;
            180
        });
        *value.await
    });
    yield_now().await;
    println!("{:?}", oven.set(200));
    println!("{} {:?}", cook.await.unwrap(), oven.get());
}
