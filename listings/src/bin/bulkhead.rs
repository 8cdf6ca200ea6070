// Une cloison par voisin : celui qui tarde ne prend que ses places.

use futures::future::join_all;
use tokio::sync::Semaphore;
use tokio::time::{Duration, Instant, sleep};

// ANCHOR: call
async fn call(answer: Duration, places: &Semaphore) -> Duration {
    let asked = Instant::now();
    let _place = places.acquire().await.unwrap();
    sleep(answer).await;
    asked.elapsed()
}
// ANCHOR_END: call

// ANCHOR: evening
async fn evening(lyon: &Semaphore, brest: &Semaphore) {
    let slow = (0..6).map(|_| call(Duration::from_secs(5), lyon));
    let quick = (0..6).map(|_| call(Duration::from_millis(100), brest));
    let (_, brest) = tokio::join!(join_all(slow), join_all(quick));
    let longest = brest.into_iter().max().unwrap();
    println!("  Brest répond en {} ms au plus", longest.as_millis());
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("quatre places pour les deux :");
    let shared = Semaphore::new(4);
    evening(&shared, &shared).await;
    println!("deux places pour chacun :");
    evening(&Semaphore::new(2), &Semaphore::new(2)).await;
}
// ANCHOR_END: evening
