// Une tâche à part : le runtime la visite, quoi que fasse `main`.

use std::time::Duration;
use tokio::select;
use tokio::sync::Mutex;
use tokio::task::yield_now;
use tokio::time::sleep;

static LOG: Mutex<()> = Mutex::const_new(());

async fn bob() {
    let _guard = LOG.lock().await;
    sleep(Duration::from_millis(100)).await; // Bob écrit longuement.
    println!("Bob rend le verrou");
}

async fn write(line: &str) {
    let _guard = LOG.lock().await;
    println!("journal : {line}");
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let bob = tokio::spawn(bob());
    yield_now().await; // D’ordinaire, Bob prend le verrou.
    let mut report = tokio::spawn(write("rapport"));
    select! {
        _ = &mut report => {}
        _ = sleep(Duration::from_millis(50)) => {
            write("retard").await;
            report.await.unwrap();
        }
    }
    bob.await.unwrap();
}
// ANCHOR_END: main
