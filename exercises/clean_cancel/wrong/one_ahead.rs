// Reçoit une photo d’avance, et l’oublie à l’arrêt.

use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    let mut ahead = None;
    loop {
        let photo = select! {
            _ = stop.cancelled() => return,
            photo = inbox.recv() => photo,
        };
        if let Some(before) = ahead.take() {
            save(before).await;
        }
        let Some(photo) = photo else { return };
        ahead = Some(photo);
    }
}
