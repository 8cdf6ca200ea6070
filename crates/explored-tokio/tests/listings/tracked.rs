use tokio_util::task::TaskTracker;

#[tokio::main]
async fn main() {
    let tasks = TaskTracker::new();
    tasks.spawn(async { println!("a") });
    tasks.close();
    tasks.wait().await;
    println!("all");
}
