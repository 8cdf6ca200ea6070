// La fin de `main` arrête le runtime, et ses tâches avec lui.

use std::time::Duration;
use tokio::time::sleep;

async fn backup() {
    println!("sauvegarde : début");
    sleep(Duration::from_millis(100)).await; // Le disque écrit.
    println!("sauvegarde : fin");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(backup());
    sleep(Duration::from_millis(50)).await;
    println!("main : fin");
}
