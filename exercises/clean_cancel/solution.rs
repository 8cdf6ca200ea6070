// L’arrêt ne coupe que l’attente d’une photo.

use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    loop {
        let photo = select! {
            _ = stop.cancelled() => return,
            photo = inbox.recv() => photo,
        };
        let Some(photo) = photo else { return };
        save(photo).await;
    }
}
