// N’enregistre qu’une photo.

use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    let photo = select! {
        _ = stop.cancelled() => return,
        photo = inbox.recv() => photo,
    };
    if let Some(photo) = photo {
        save(photo).await;
    }
}
