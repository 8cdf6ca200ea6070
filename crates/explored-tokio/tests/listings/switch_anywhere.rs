use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

async fn visit(visits: Arc<AtomicU32>) {
    let seen = visits.load(SeqCst);
    visits.store(seen + 1, SeqCst);
}

#[tokio::main]
async fn main() {
    let visits = Arc::new(AtomicU32::new(0));
    let one = tokio::spawn(visit(visits.clone()));
    let two = tokio::spawn(visit(visits.clone()));
    one.await.unwrap();
    two.await.unwrap();
    println!("{}", visits.load(SeqCst));
}
