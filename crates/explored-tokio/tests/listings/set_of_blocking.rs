use tokio::task::JoinSet;

#[tokio::main]
async fn main() {
    let mut set = JoinSet::new();
    set.spawn_blocking(|| 1);
    set.spawn(async { 2 });
    let all = set.join_all().await;
    println!("{}", all.iter().sum::<i32>());
}
