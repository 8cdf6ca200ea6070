// Un élément n’est traité que lorsque le suivant est demandé.

use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use tokio::sync::Semaphore;

use super::answer::run;

static ASKED: AtomicU32 = AtomicU32::new(0);
static AHEAD: Semaphore = Semaphore::const_new(0);
static HANDLED: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn next() -> Option<u32> {
    let item = ASKED.fetch_add(1, SeqCst) + 1;
    if item > 1 {
        AHEAD.add_permits(1);
    }
    (item <= 2).then_some(item)
}

async fn handle(item: u32) {
    AHEAD.acquire().await.unwrap().forget();
    HANDLED.lock().unwrap().push(item);
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    run(next, handle).await;
    println!("{:?}", HANDLED.lock().unwrap());
}
