use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut set = JoinSet::new();
    set.spawn(std::future::pending::<()>());
    set.spawn(async {});
    set.shutdown().await;
    println!("{}", set.len());
}
