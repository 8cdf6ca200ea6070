// Deux tâches de travail se partagent une file.

use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

type Jobs = Arc<Mutex<mpsc::Receiver<u32>>>;

// ANCHOR: worker
async fn worker(jobs: Jobs) -> Vec<u32> {
    let mut done = Vec::new();
    loop {
        let job = jobs.lock().await.recv().await;
        let Some(job) = job else { return done };
        done.push(job);
    }
}
// ANCHOR_END: worker

// ANCHOR: main
#[tokio::main]
async fn main() {
    let (sender, receiver) = mpsc::channel(2);
    let jobs = Arc::new(Mutex::new(receiver));
    let first = tokio::spawn(worker(jobs.clone()));
    let second = tokio::spawn(worker(jobs));
    sender.send(1).await.unwrap();
    sender.send(2).await.unwrap();
    drop(sender); // La file est fermée : plus rien n’y viendra.
    let mut done = first.await.unwrap();
    done.extend(second.await.unwrap());
    done.sort();
    println!("traités : {done:?}");
    assert_eq!(done, [1, 2]);
}
// ANCHOR_END: main
