use tokio::task::yield_now;

tokio::task_local! {
    static TABLE: u32;
}

async fn serve() {
    yield_now().await;
    println!("{:?}", TABLE.try_get());
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let inner = TABLE.scope(1, async {
        TABLE.scope(2, serve()).await;
        serve().await;
        tokio::spawn(serve()).await.unwrap();
        TABLE.sync_scope(3, || println!("{}", TABLE.get()));
    });
    tokio::join!(inner, serve());
}
