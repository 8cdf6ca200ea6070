// Aucune photo n’arrive ; l’arrêt vient d’ailleurs.

use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

use super::answer::archive;

async fn save(_: u32) {}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (sender, mut inbox) = mpsc::channel(1);
    let stop = CancellationToken::new();
    let asked = stop.clone();
    let other = tokio::spawn(async move {
        yield_now().await;
        asked.cancel();
    });
    archive(&mut inbox, save, &stop).await;
    other.await.unwrap();
    drop(sender);
    println!("0");
}
