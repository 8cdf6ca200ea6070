// Renoncer pour de bon : le `Future` détruit quitte la file du verrou.

use std::time::Duration;
use tokio::select;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::sleep;

static LOG: Mutex<()> = Mutex::const_new(());

// ANCHOR: tasks
async fn bob(_guard: MutexGuard<'static, ()>) {
    sleep(Duration::from_millis(100)).await; // Bob écrit longuement.
    println!("Bob rend le verrou");
}

async fn write(line: &str) {
    let _guard = LOG.lock().await;
    println!("journal : {line}");
}
// ANCHOR_END: tasks

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let guard = LOG.lock().await;
    let bob = tokio::spawn(bob(guard));
    select! {
        _ = write("rapport") => {}
        _ = sleep(Duration::from_millis(50)) => write("retard").await,
    }
    bob.await.unwrap();
}
// ANCHOR_END: main
