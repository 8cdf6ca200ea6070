use std::pin::pin;
use tokio::sync::Notify;

#[tokio::main]
async fn main() {
    let bell = Notify::new();
    let mut other = pin!(bell.notified());
    {
        let mut first = pin!(bell.notified());
        tokio::select! {
            biased;
            _ = &mut first => unreachable!(),
            _ = &mut other => unreachable!(),
            _ = async {} => {}
        }
        bell.notify_one();
    }
    other.await;
    println!("heard");
}
