// Ne s’arrête pas quand la file est fermée.

use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    loop {
        select! {
            _ = stop.cancelled() => return,
            Some(photo) = inbox.recv() => save(photo).await,
        }
    }
}
