// Trois pages, deux en vol au plus.

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
    let answers = fetch_all(2, vec![page(3), page(1), page(2)]).await;
    println!("{answers:?} {}", MOST.load(SeqCst) <= 2);
}
