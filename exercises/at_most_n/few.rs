// Une page à la fois ; puis moins de pages que de places ; puis aucune.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use tokio::task::yield_now;

use super::answer::fetch_all;

static FLYING: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

async fn page(answer: u32) -> u32 {
    let flying = FLYING.fetch_add(1, SeqCst) + 1;
    MOST.fetch_max(flying, SeqCst);
    yield_now().await;
    FLYING.fetch_sub(1, SeqCst);
    answer
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let one = fetch_all(1, vec![page(2), page(1)]).await;
    let most = MOST.load(SeqCst);
    let few = fetch_all(5, vec![page(7)]).await;
    let mut none = vec![page(0)];
    none.clear();
    let none = fetch_all(2, none).await;
    println!("{one:?} {most} {few:?} {none:?}");
}
