use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use tokio::sync::broadcast;

/// Each copy is numbered, by who asks for it.
struct Card(u32, Arc<AtomicU32>);

impl Clone for Card {
    fn clone(&self) -> Card {
        Card(self.1.fetch_add(1, SeqCst) + 1, self.1.clone())
    }
}

#[tokio::main]
async fn main() {
    let (bell, mut first) = broadcast::channel::<Card>(2);
    let mut second = bell.subscribe();
    let cook = tokio::spawn(async move { second.recv().await.unwrap().0 });
    bell.send(Card(0, Arc::default())).ok();
    println!("{}", first.recv().await.unwrap().0);
    println!("{}", cook.await.unwrap());
}
