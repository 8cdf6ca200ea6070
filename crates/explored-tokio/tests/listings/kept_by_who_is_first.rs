use std::pin::pin;
use tokio::sync::Mutex;

#[tokio::main]
async fn main() {
    let pan = Mutex::new(());
    let held = pan.lock().await;
    let mut first = pin!(pan.lock());
    tokio::select! {
        biased;
        _ = &mut first => unreachable!(),
        _ = async {} => {}
    }
    drop(held);
    // The first in line has it, and is not polled.
    println!("{}", pan.try_lock().is_ok());
    drop(first.await);
    println!("{}", pan.try_lock().is_ok());
}
