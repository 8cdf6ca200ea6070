use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use tokio::sync::Semaphore;

#[tokio::main]
async fn main() {
    let ovens = Arc::new(Semaphore::new(1));
    let busy = Arc::new(AtomicU32::new(0));
    let bake = async |ovens: Arc<Semaphore>, busy: Arc<AtomicU32>| {
        let _oven = ovens.acquire().await.unwrap();
        let others = busy.fetch_add(1, SeqCst);
        busy.fetch_sub(1, SeqCst);
        others
    };
    let one = tokio::spawn(bake(ovens.clone(), busy.clone()));
    let two = tokio::spawn(bake(ovens, busy));
    println!("{} {}", one.await.unwrap(), two.await.unwrap());
}
