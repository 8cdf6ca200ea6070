// Une garde de span gardée pendant un `.await` : le journal ment.

use futures::join;
use tokio::task::yield_now;
use tracing::{info, info_span};

// ANCHOR: send
async fn send(number: u32) {
    let _invoice = info_span!("invoice", number).entered();
    info!("facture {number} : connexion");
    yield_now().await; // Le serveur de courrier.
    info!("facture {number} : acceptée");
}
// ANCHOR_END: send

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    tracing_subscriber::fmt()
        .without_time()
        .with_target(false)
        .with_ansi(false)
        .init();
    join!(send(41), send(42));
}
// ANCHOR_END: main
