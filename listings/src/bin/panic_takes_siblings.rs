// Dans une même tâche, la panique d’un `Future` emporte les autres.

use std::time::Duration;
use tokio::time::sleep;

// ANCHOR: main
async fn weigh(label: &str, ms: u64) -> u32 {
    sleep(Duration::from_millis(ms)).await;
    let kilos = label.parse().expect("pas un nombre");
    println!("{label} : pesé");
    kilos
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let both = tokio::spawn(async {
        tokio::join!(weigh("lourd", 20), weigh("30", 40))
    });
    println!("ensemble : {}", both.await.is_err());
    sleep(Duration::from_millis(60)).await;
    println!("fin");
}
// ANCHOR_END: main
