// L’arrêt coupe aussi l’enregistrement.

use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn archive(
    inbox: &mut Receiver<u32>,
    save: impl AsyncFn(u32),
    stop: &CancellationToken,
) {
    loop {
        let one = async {
            match inbox.recv().await {
                Some(photo) => {
                    save(photo).await;
                    true
                }
                None => false,
            }
        };
        select! {
            _ = stop.cancelled() => return,
            more = one => if !more { return },
        }
    }
}
