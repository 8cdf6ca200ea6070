use tokio::task::JoinSet;

async fn cook(_dish: u32) {}

async fn serve() {}

#[tokio::main]
async fn main() {
    let mut set = JoinSet::new();
    for dish in 1..=2 {
        set.spawn(cook(dish));
    }
    tokio::spawn(serve());
    tokio::spawn(async {});
    while set.join_next().await.is_some() {}
}
