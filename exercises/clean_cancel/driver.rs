// L’arrêt vient de la tâche qui envoie : deux photos, puis la fin.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

use super::answer::archive;

static STARTED: AtomicU32 = AtomicU32::new(0);
static SAVED: AtomicU32 = AtomicU32::new(0);

async fn save(_: u32) {
    STARTED.fetch_add(1, SeqCst);
    yield_now().await;
    SAVED.fetch_add(1, SeqCst);
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (sender, mut inbox) = mpsc::channel(2);
    let stop = CancellationToken::new();
    let asked = stop.clone();
    let camera = tokio::spawn(async move {
        sender.send(1).await.unwrap();
        yield_now().await;
        sender.send(2).await.unwrap();
        asked.cancel();
        sender
    });
    archive(&mut inbox, save, &stop).await;
    let _sender = camera.await.unwrap();
    let mut left = 0;
    while inbox.try_recv().is_ok() {
        left += 1;
    }
    let saved = SAVED.load(SeqCst);
    println!("{} {}", STARTED.load(SeqCst) - saved, saved + left);
}
