use tokio::task::yield_now;

tokio::task_local! {
    static TABLE: u32;
}

async fn serve() {
    let before = TABLE.get();
    yield_now().await;
    println!("{before} {}", TABLE.get());
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let ann = tokio::spawn(TABLE.scope(1, serve()));
    let bob = tokio::spawn(TABLE.scope(2, serve()));
    ann.await.unwrap();
    bob.await.unwrap();
}
