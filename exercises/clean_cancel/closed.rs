// Personne ne demande l’arrêt : la file est fermée.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

use super::answer::archive;

static SUM: AtomicU32 = AtomicU32::new(0);

async fn save(photo: u32) {
    yield_now().await;
    SUM.fetch_add(photo, SeqCst);
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (sender, mut inbox) = mpsc::channel(1);
    let stop = CancellationToken::new();
    let camera = tokio::spawn(async move {
        sender.send(1).await.unwrap();
        sender.send(2).await.unwrap();
    });
    archive(&mut inbox, save, &stop).await;
    camera.await.unwrap();
    println!("{}", SUM.load(SeqCst));
}
