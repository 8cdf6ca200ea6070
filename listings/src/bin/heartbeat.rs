// Vivant, muet ou mort : trois acteurs, et le battement de chacun.

use std::future::pending;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, timeout};

// ANCHOR: actor
const BEAT: Duration = Duration::from_millis(100);

enum Order {
    Sort,  // Se fait aussitôt.
    Weigh, // La balance ne répondra jamais.
    Read,  // L’étiquette est illisible.
}

async fn actor(mut mailbox: mpsc::Receiver<Order>, pulse: watch::Sender<()>) {
    loop {
        pulse.send_replace(()); // Un battement à chaque tour.
        match timeout(BEAT, mailbox.recv()).await {
            Err(_) => {} // Rien à faire : un tour de plus.
            Ok(Some(Order::Sort)) => {}
            Ok(Some(Order::Weigh)) => pending().await,
            Ok(Some(Order::Read)) => panic!("étiquette illisible"),
            Ok(None) => return,
        }
    }
}
// ANCHOR_END: actor

// ANCHOR: health
async fn health(pulse: &mut watch::Receiver<()>) -> &'static str {
    pulse.mark_unchanged(); // Un battement d’avant ne compte pas.
    match timeout(3 * BEAT, pulse.changed()).await {
        Ok(Ok(())) => "vivant",
        Ok(Err(_)) => "mort",
        Err(_) => "muet",
    }
}
// ANCHOR_END: health

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let actors = [
        ("Alice", Order::Sort),
        ("Bob", Order::Weigh),
        ("Chloé", Order::Read),
    ];
    for (name, order) in actors {
        let (sender, mailbox) = mpsc::channel(1);
        let (pulse, mut beats) = watch::channel(());
        tokio::spawn(actor(mailbox, pulse));
        sender.send(order).await.unwrap();
        sleep(Duration::from_millis(250)).await; // Sa vie, jusqu’ici.
        let asked = Instant::now();
        let health = health(&mut beats).await;
        let after = asked.elapsed().as_millis();
        println!("{name} : {health}, au bout de {after} ms");
    }
}
// ANCHOR_END: main
