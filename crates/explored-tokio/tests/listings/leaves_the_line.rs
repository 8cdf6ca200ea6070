use std::pin::pin;
use tokio::sync::Mutex;

#[tokio::main]
async fn main() {
    let pan = Mutex::new(());
    let held = pan.lock().await;
    {
        let mut first = pin!(pan.lock());
        tokio::select! {
            biased;
            _ = &mut first => unreachable!(),
            _ = async {} => {}
        }
        drop(held);
    }
    println!("{}", pan.try_lock().is_ok());
}
