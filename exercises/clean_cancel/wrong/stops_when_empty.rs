// Prend une file vide pour une fin.

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    while !stop.is_cancelled() {
        let Ok(photo) = inbox.try_recv() else { return };
        save(photo).await;
    }
}
