#[tokio::main]
async fn main() {
    tokio::select! {
        _ = std::future::pending::<()>() => println!("a"),
        _ = async {} => println!("b"),
        _ = async {} => println!("c"),
    }
}
