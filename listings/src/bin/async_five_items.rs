// Cinq travaux, deux tâches de travail : attendre que tout soit fait.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::time::sleep;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

type Job = (u32, TaskTrackerToken);

// ANCHOR: worker
async fn worker(name: &str, jobs: Arc<Mutex<mpsc::Receiver<Job>>>) {
    loop {
        let job = jobs.lock().await.recv().await;
        let Some((number, _token)) = job else { break };
        sleep(Duration::from_secs(1)).await; // Le travail.
        println!("{name} a fait {number}");
    }
    println!("{name} s’arrête");
}
// ANCHOR_END: worker

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (sender, receiver) = mpsc::channel(2);
    let jobs = Arc::new(Mutex::new(receiver));
    let alice = tokio::spawn(worker("Alice", jobs.clone()));
    let bob = tokio::spawn(worker("Bob", jobs.clone()));
    let batch = TaskTracker::new();
    for number in 1..=5 {
        sender.send((number, batch.token())).await.unwrap();
    }
    batch.close(); // Ce lot ne grandira plus.
    batch.wait().await;
    println!("tout est fait");
    drop(sender); // Plus de lot : les tâches de travail s’arrêtent.
    alice.await.unwrap();
    bob.await.unwrap();
}
// ANCHOR_END: main
