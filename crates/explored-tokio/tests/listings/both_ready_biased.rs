#[tokio::main]
async fn main() {
    tokio::select! {
        biased;
        _ = async {} => println!("a"),
        _ = async {} => println!("b"),
    }
}
