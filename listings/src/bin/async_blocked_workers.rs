// Deux threads de travail, deux sondes bloquantes : plus rien n’avance.

use std::thread;
use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: main
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for _sensor in 0..2 {
        tasks.push(tokio::spawn(async {
            thread::sleep(Duration::from_millis(300));
        }));
    }
    sleep(Duration::from_millis(50)).await; // Les deux ont commencé.
    let request = tokio::spawn(async move { start.elapsed() });
    println!("requête servie : {:.0?}", request.await.unwrap());
    for task in tasks {
        task.await.unwrap();
    }
}
// ANCHOR_END: main
