use tokio::task::JoinSet;

#[tokio::main]
async fn main() {
    let mut set = JoinSet::new();
    for dish in 1..=2 {
        set.spawn(async move { dish });
    }
    while let Some(dish) = set.join_next().await {
        println!("{}", dish.unwrap());
    }
}
