// Deux threads envoient quatre factures : lesquelles ont échoué ?

use std::thread;
use std::time::Duration;
use tracing::{debug, error, info, warn};

// ANCHOR: invoices
type Invoice = (u32, &'static str);

const INVOICES: [[Invoice; 2]; 2] = [
    [(41, "alice@example.org"), (42, "bob.example.org")],
    [(51, "chloe@example.org"), (52, "david.example.org")],
];
// ANCHOR_END: invoices

// ANCHOR: deliver
fn deliver(address: &str) -> Result<(), &'static str> {
    debug!(address);
    info!("connexion");
    thread::sleep(Duration::from_millis(20)); // Le serveur de courrier.
    if !address.contains("@") {
        warn!("refusée");
        return Err("adresse");
    }
    info!("acceptée");
    Ok(())
}
// ANCHOR_END: deliver

// ANCHOR: main
fn worker(invoices: [Invoice; 2]) {
    for (_number, address) in invoices {
        if let Err(reason) = deliver(address) {
            error!(reason, "facture perdue");
        }
    }
}

fn main() {
    tracing_subscriber::fmt()
        .without_time()
        .with_target(false)
        .with_ansi(false)
        .init();
    thread::scope(|s| {
        for invoices in INVOICES {
            s.spawn(move || worker(invoices));
        }
    });
}
// ANCHOR_END: main
