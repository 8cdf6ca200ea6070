// Attend la fermeture, quoi qu’on demande.

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    let _ = stop;
    while let Some(photo) = inbox.recv().await {
        save(photo).await;
    }
}
