use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let ready = Arc::new(AtomicBool::new(false));
    let cook = ready.clone();
    tokio::spawn(async move { cook.store(true, SeqCst) });
    while !ready.load(SeqCst) {
        yield_now().await;
    }
    println!("ready");
}
