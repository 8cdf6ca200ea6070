// Recommence la photo que l’arrêt a coupée.

use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    while let Some(photo) = select! {
        _ = stop.cancelled() => None,
        photo = inbox.recv() => photo,
    } {
        select! {
            _ = stop.cancelled() => save(photo).await,
            _ = save(photo) => {}
        }
    }
}
