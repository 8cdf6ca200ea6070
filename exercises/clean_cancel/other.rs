// L’attente seule est annulée ; le drapeau est relu après chaque photo.

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    while let Some(Some(photo)) =
        stop.run_until_cancelled(inbox.recv()).await
    {
        save(photo).await;
        if stop.is_cancelled() {
            return;
        }
    }
}
