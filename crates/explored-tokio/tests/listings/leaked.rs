#[tokio::main]
async fn main() {
    tokio::spawn(async { println!("late") });
}
