// Les mêmes envois : chaque ligne du journal dit qui, et pour quelle facture.

use std::thread;
use std::time::Duration;
use tracing::level_filters::LevelFilter;
use tracing::{debug, error, info, info_span, warn};
use tracing_subscriber::EnvFilter;

type Invoice = (u32, &'static str);

const INVOICES: [(&str, [Invoice; 2]); 2] = [
    (
        "north",
        [(41, "alice@example.org"), (42, "bob.example.org")],
    ),
    (
        "south",
        [(51, "chloe@example.org"), (52, "david.example.org")],
    ),
];

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

// ANCHOR: worker
fn worker(name: &str, invoices: [Invoice; 2]) {
    let _thread = info_span!("thread", name).entered();
    for (number, address) in invoices {
        let _invoice = info_span!("invoice", number).entered();
        if let Err(reason) = deliver(address) {
            error!(reason, "facture perdue");
        }
    }
}
// ANCHOR_END: worker

// ANCHOR: main
fn main() {
    let filter = EnvFilter::builder()
        .with_env_var("RUST_LOG")
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .without_time()
        .with_target(false)
        .with_ansi(false)
        .init();
    let _evening = info_span!("evening").entered();
    info!(workers = INVOICES.len());
    thread::scope(|s| {
        for (name, invoices) in INVOICES {
            s.spawn(move || worker(name, invoices));
        }
    });
}
// ANCHOR_END: main
