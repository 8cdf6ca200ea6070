// Arrêter une longue tâche sans rien perdre.

use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

/// Enregistre les photos de `inbox` jusqu’à l’arrêt, ou jusqu’à sa fermeture.
pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    let work = async {
        while let Some(photo) = inbox.recv().await {
            save(photo).await;
        }
    };
    select! {
        _ = stop.cancelled() => {}
        _ = work => {}
    }
}
