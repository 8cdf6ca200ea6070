#[tokio::main]
async fn main() {
    tokio::select! {
        _ = async {} => println!("a"),
        _ = async {} => println!("b"),
    }
}
