// Le span est attaché à la tâche : il entre et sort avec elle.

use tokio::task::{JoinSet, yield_now};
use tracing::{Instrument, info, info_span};

// ANCHOR: send
async fn send(number: u32) {
    info!("facture {number} : connexion");
    yield_now().await; // Le serveur de courrier.
    info!("facture {number} : acceptée");
}
// ANCHOR_END: send

// ANCHOR: main
#[tokio::main]
async fn main() {
    tracing_subscriber::fmt()
        .without_time()
        .with_target(false)
        .with_ansi(false)
        .init();
    let mut sent = JoinSet::new();
    for number in [41, 42] {
        sent.spawn(send(number).instrument(info_span!("invoice", number)));
    }
    sent.join_all().await;
}
// ANCHOR_END: main
