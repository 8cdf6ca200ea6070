// Ne regarde l’arrêt qu’entre deux photos.

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    while !stop.is_cancelled() {
        let Some(photo) = inbox.recv().await else { return };
        save(photo).await;
    }
}
