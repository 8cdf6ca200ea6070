// Demander l’arrêt, et laisser la tâche finir ce qu’elle a commencé.

use std::time::Duration;
use tokio::select;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

// ANCHOR: archive
async fn archive(stop: CancellationToken) -> Vec<u32> {
    let mut saved = Vec::new();
    for photo in 1.. {
        select! {
            _ = stop.cancelled() => break,
            _ = sleep(Duration::from_secs(1)) => {} // Une photo arrive.
        }
        println!("photo {photo} : début");
        sleep(Duration::from_millis(400)).await; // Le disque écrit.
        println!("photo {photo} : écrite");
        saved.push(photo);
    }
    sleep(Duration::from_millis(100)).await; // La liste, écrite aussi.
    println!("liste écrite");
    saved
}
// ANCHOR_END: archive

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let stop = CancellationToken::new();
    let mut task = tokio::spawn(archive(stop.clone()));
    sleep(Duration::from_millis(2500)).await;
    println!("arrêt demandé");
    stop.cancel();
    match timeout(Duration::from_secs(5), &mut task).await {
        Ok(saved) => println!("archivées : {:?}", saved.unwrap()),
        Err(_) => task.abort(), // Le dernier recours.
    }
}
// ANCHOR_END: main
