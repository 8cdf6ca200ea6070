// Premier de la file pour un verrou, et plus personne pour le visiter.

use std::pin::pin;
use std::time::Duration;
use tokio::select;
use tokio::sync::Mutex;
use tokio::task::yield_now;
use tokio::time::sleep;

static LOG: Mutex<()> = Mutex::const_new(());

// ANCHOR: tasks
async fn bob() {
    let _guard = LOG.lock().await;
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
    let bob = tokio::spawn(bob());
    yield_now().await; // D’ordinaire, Bob prend le verrou.
    let mut report = pin!(write("rapport"));
    select! {
        _ = &mut report => {}
        _ = sleep(Duration::from_millis(50)) => write("retard").await,
    }
    bob.await.unwrap();
}
// ANCHOR_END: main
