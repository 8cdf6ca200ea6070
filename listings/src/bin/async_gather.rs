// Trois demandes ensemble ; les résultats dans l’ordre des demandes.

use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: fetch
async fn fetch(parcel: u32, ms: u64) -> u32 {
    println!("colis {parcel} : demandé");
    sleep(Duration::from_millis(ms)).await; // L’entrepôt répond.
    println!("colis {parcel} : arrivé");
    parcel * 10
}
// ANCHOR_END: fetch

// ANCHOR: join
async fn joined() -> [u32; 3] {
    let (one, two, three) =
        tokio::join!(fetch(1, 150), fetch(2, 50), fetch(3, 100));
    [one, two, three]
}
// ANCHOR_END: join

// ANCHOR: spawn
async fn spawned() -> Vec<u32> {
    let mut tasks = Vec::new();
    for (parcel, ms) in [(4, 150), (5, 50), (6, 100)] {
        tasks.push(tokio::spawn(fetch(parcel, ms)));
    }
    let mut weights = Vec::new();
    for task in tasks {
        weights.push(task.await.unwrap());
    }
    weights
}
// ANCHOR_END: spawn

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    println!("join : {:?}", joined().await);
    println!("durée : {:.0?}", start.elapsed());

    let start = Instant::now();
    println!("spawn : {:?}", spawned().await);
    println!("durée : {:.0?}", start.elapsed());
}
// ANCHOR_END: main
