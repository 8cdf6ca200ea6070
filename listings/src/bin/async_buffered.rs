// Six pages, trois demandes à la fois au plus : dans l’ordre, ou non.

use futures::stream::{self, Stream, StreamExt};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::{Instant, sleep};

const DELAYS: [u64; 6] = [300, 60, 160, 40, 120, 180];

// ANCHOR: fetch
static FLYING: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);

async fn fetch(page: usize) -> usize {
    let flying = FLYING.fetch_add(1, Relaxed) + 1;
    MOST.fetch_max(flying, Relaxed);
    sleep(Duration::from_millis(DELAYS[page - 1])).await;
    FLYING.fetch_sub(1, Relaxed);
    page
}
// ANCHOR_END: fetch

// ANCHOR: show
async fn show(pages: impl Stream<Item = usize>) -> Vec<usize> {
    let start = Instant::now();
    pages
        .inspect(|page| println!("page {page} : {:.0?}", start.elapsed()))
        .collect()
        .await
}
// ANCHOR_END: show

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("comme elles viennent :");
    let any = show(stream::iter(1..=6).map(fetch).buffer_unordered(3));
    assert_eq!(any.await, [2, 4, 3, 5, 1, 6]);

    println!("dans l’ordre :");
    let kept = show(stream::iter(1..=6).map(fetch).buffered(3));
    assert_eq!(kept.await, [1, 2, 3, 4, 5, 6]);

    println!("au plus {} en vol", MOST.load(Relaxed));
    assert_eq!(MOST.load(Relaxed), 3);
}
// ANCHOR_END: main
