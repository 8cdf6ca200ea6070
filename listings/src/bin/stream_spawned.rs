// Chaque demande est une tâche : elle avance pendant que le disque écrit.

use futures::stream::{self, StreamExt};
use std::time::Duration;
use tokio::time::sleep;

async fn fetch(page: u64) -> u64 {
    sleep(Duration::from_millis(100 * page)).await;
    println!("page {page} : le serveur répond");
    sleep(Duration::from_millis(200)).await;
    println!("page {page} : reçue");
    page
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut pages = stream::iter(1..=2)
        .map(|page| tokio::spawn(fetch(page)))
        .buffer_unordered(2);
    while let Some(page) = pages.next().await {
        let page = page.expect("la demande a paniqué");
        println!("page {page} : le disque écrit");
        sleep(Duration::from_millis(600)).await;
        println!("page {page} : écrite");
    }
}
// ANCHOR_END: main
