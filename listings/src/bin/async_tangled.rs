// La même règle, mêlée à l’attente : son essai a besoin d’un runtime.

use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::time::{Instant, sleep};

#[derive(Debug, PartialEq)]
enum Order {
    On,
    Off,
}

// ANCHOR: rule
const WANTED: i32 = 19;
const REST: Duration = Duration::from_secs(600);

async fn regulate(mut readings: Receiver<i32>, orders: Sender<Order>) {
    let mut off_at: Option<Instant> = None;
    let mut on = false;
    while let Some(degrees) = readings.recv().await {
        let rested = off_at.is_none_or(|off| off.elapsed() >= REST);
        if on && degrees > WANTED {
            on = false;
            off_at = Some(Instant::now());
            orders.send(Order::Off).await.unwrap();
        } else if !on && degrees < WANTED && rested {
            on = true;
            orders.send(Order::On).await.unwrap();
        }
    }
}
// ANCHOR_END: rule

// ANCHOR: test
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let minutes = |n: u64| Duration::from_secs(60 * n);
    let (sender, readings) = mpsc::channel(1);
    let (orders, mut given) = mpsc::channel(1);
    let task = tokio::spawn(regulate(readings, orders));

    sender.send(17).await.unwrap();
    assert_eq!(given.recv().await, Some(Order::On));
    sleep(minutes(30)).await;
    sender.send(20).await.unwrap();
    assert_eq!(given.recv().await, Some(Order::Off));
    sleep(minutes(5)).await;
    sender.send(17).await.unwrap();
    sleep(minutes(5)).await; // Sans réponse : rien à recevoir.
    assert!(given.try_recv().is_err());
    sender.send(17).await.unwrap();
    assert_eq!(given.recv().await, Some(Order::On));

    drop(sender);
    task.await.unwrap();
    println!("quarante minutes vérifiées");
}
// ANCHOR_END: test
