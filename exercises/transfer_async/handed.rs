// Un seul retour sert un seul lecteur.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use tokio::sync::mpsc;
use tokio::task::yield_now;

use super::answer::Desk;

static SERVED: AtomicU32 = AtomicU32::new(0);

async fn reader(desk: Arc<Desk>, served: mpsc::UnboundedSender<()>) {
    desk.borrow(async || yield_now().await).await;
    SERVED.fetch_add(1, SeqCst);
    served.send(()).unwrap();
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let desk = Arc::new(Desk::new(0));
    let (served, mut news) = mpsc::unbounded_channel();
    let first = tokio::spawn(reader(Arc::clone(&desk), served.clone()));
    let second = tokio::spawn(reader(Arc::clone(&desk), served));
    yield_now().await;
    desk.give_back();
    news.recv().await;
    println!("{}", SERVED.load(SeqCst));
    desk.give_back();
    first.await.unwrap();
    second.await.unwrap();
}
