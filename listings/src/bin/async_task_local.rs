// Une donnée par tâche : elle suit sa tâche d’un `await` à l’autre.

use std::time::Duration;
use tokio::time::sleep;

// ANCHOR: locals
tokio::task_local! {
    static CLIENT: &'static str;
}

fn log(text: &str) {
    let client = CLIENT.try_with(|client| *client).unwrap_or("personne");
    println!("[{client}] {text}");
}
// ANCHOR_END: locals

// ANCHOR: serve
async fn serve(ms: u64) {
    log("demande reçue");
    sleep(Duration::from_millis(ms)).await; // La base répond.
    log("réponse envoyée");
}
// ANCHOR_END: serve

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::join!(
        CLIENT.scope("alice", serve(100)),
        CLIENT.scope("bob", serve(50)),
    );
    let child = async { tokio::spawn(serve(0)).await.unwrap() };
    CLIENT.scope("carole", child).await;
}
// ANCHOR_END: main
