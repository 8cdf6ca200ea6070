// Une longue file sert tout le monde trop tard ; une courte refuse tôt.

use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::{Duration, Instant, sleep};

// ANCHOR: serve
const PATIENCE: Duration = Duration::from_millis(500);

async fn serve(mut queue: Receiver<Instant>) -> (u32, Duration) {
    let (mut in_time, mut longest) = (0, Duration::ZERO);
    while let Some(arrived) = queue.recv().await {
        sleep(Duration::from_millis(100)).await; // Le travail.
        longest = longest.max(arrived.elapsed());
        in_time += u32::from(arrived.elapsed() <= PATIENCE);
    }
    (in_time, longest)
}
// ANCHOR_END: serve

// ANCHOR: rush
async fn rush(room: usize) {
    let (entrance, queue) = channel(room);
    let server = tokio::spawn(serve(queue));
    let mut refused = 0;
    for _ in 0..20 {
        refused += u32::from(entrance.try_send(Instant::now()).is_err());
        sleep(Duration::from_millis(45)).await;
    }
    drop(entrance);
    let (in_time, longest) = server.await.unwrap();
    println!("une file de {room} places");
    println!("  refusées aussitôt : {refused}");
    println!("  servies à temps : {in_time}");
    println!("  la plus longue attente : {} ms", longest.as_millis());
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    rush(20).await;
    rush(3).await;
}
// ANCHOR_END: rush
