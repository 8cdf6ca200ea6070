// Six téléchargements, deux à la fois au plus.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let places = Arc::new(Semaphore::new(2));
    let mut downloads = JoinSet::new();
    for file in 1..=6 {
        let place = places.clone().acquire_owned().await.unwrap();
        downloads.spawn(async move {
            let _place = place; // Rendue à la fin de la tâche.
            println!("fichier {file}, à {} s", start.elapsed().as_secs());
            sleep(Duration::from_secs(1)).await;
        });
    }
    downloads.join_all().await;
    println!("en tout : {} s", start.elapsed().as_secs());
}
