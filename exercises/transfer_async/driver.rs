// Un exemplaire, deux lecteurs, et chacun le rend.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use tokio::task::yield_now;

use super::answer::Desk;

static CARDS: AtomicU32 = AtomicU32::new(0);
static OUT: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);

async fn card() {
    yield_now().await;
    CARDS.fetch_add(1, SeqCst);
}

async fn reader(desk: Arc<Desk>) {
    desk.borrow(card).await;
    MOST.fetch_max(OUT.fetch_add(1, SeqCst) + 1, SeqCst);
    yield_now().await;
    OUT.fetch_sub(1, SeqCst);
    desk.give_back();
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let desk = Arc::new(Desk::new(1));
    let first = tokio::spawn(reader(Arc::clone(&desk)));
    let second = tokio::spawn(reader(desk));
    first.await.unwrap();
    second.await.unwrap();
    println!("{} {}", MOST.load(SeqCst), CARDS.load(SeqCst));
}
