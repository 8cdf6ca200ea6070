#[tokio::main]
async fn main() {
    let open = false;
    tokio::select! {
        _ = async {}, if open => println!("a"),
        Some(dish) = async { None::<u32> } => println!("{dish}"),
        else => println!("nothing"),
    }
}
