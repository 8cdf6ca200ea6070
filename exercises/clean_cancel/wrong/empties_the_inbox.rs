// À l’arrêt, vide la file sans rien enregistrer.

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
            _ = stop.cancelled() => break,
            photo = inbox.recv() => photo,
        };
        let Some(photo) = photo else { return };
        save(photo).await;
    }
    inbox.close();
    while inbox.recv().await.is_some() {}
}
