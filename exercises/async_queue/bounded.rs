// Jamais plus de trois éléments d’avance, ni deux traités à la fois.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use tokio::task::yield_now;

use super::answer::run;

static ASKED: AtomicU32 = AtomicU32::new(0);
static HANDLED: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);
static BUSY: AtomicU32 = AtomicU32::new(0);
static TOGETHER: AtomicU32 = AtomicU32::new(0);

fn next() -> Option<u32> {
    let item = ASKED.fetch_add(1, SeqCst) + 1;
    if item > 5 {
        return None;
    }
    MOST.fetch_max(item - HANDLED.load(SeqCst), SeqCst);
    Some(item)
}

async fn handle(_: u32) {
    TOGETHER.fetch_max(BUSY.fetch_add(1, SeqCst) + 1, SeqCst);
    yield_now().await;
    BUSY.fetch_sub(1, SeqCst);
    HANDLED.fetch_add(1, SeqCst);
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    run(next, handle).await;
    let bounded = MOST.load(SeqCst) <= 3;
    println!("{bounded} {} {}", TOGETHER.load(SeqCst), HANDLED.load(SeqCst));
}
