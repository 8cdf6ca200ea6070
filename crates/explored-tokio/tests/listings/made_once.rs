use tokio::sync::OnceCell;

static OVEN: OnceCell<u32> = OnceCell::const_new();

async fn heat(degrees: u32) -> u32 {
    *OVEN.get_or_init(|| async move { degrees }).await
}

#[tokio::main]
async fn main() {
    let ann = tokio::spawn(heat(180));
    let bob = tokio::spawn(heat(200));
    println!("{} {}", ann.await.unwrap(), bob.await.unwrap());
}
