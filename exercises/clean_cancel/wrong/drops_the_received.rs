// Jette la photo reçue si l’arrêt est demandé.

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
        if stop.is_cancelled() {
            return;
        }
        save(photo).await;
    }
}
