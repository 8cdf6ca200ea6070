use tokio::runtime::Runtime;

#[tokio::main]
async fn main() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {});
}
