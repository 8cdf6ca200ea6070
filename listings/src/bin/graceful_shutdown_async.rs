// Ctrl-C, avec des tâches : le même arrêt, et chaque tâche dit son sort.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use signal_hook::consts::SIGINT;
use signal_hook::low_level::raise;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};
use tokio::{select, signal};
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_millis(500);

struct Order {
    name: &'static str,
    lasts: Duration,
}

fn order(name: &'static str, ms: u64) -> Order {
    let lasts = Duration::from_millis(ms);
    Order { name, lasts }
}

// ANCHOR: customers
async fn customers(door: mpsc::Sender<Order>) {
    for (name, ms) in [("Alice", 20), ("Bob", 20), ("Chloé", 60_000)] {
        let _ = door.send(order(name, ms)).await;
    }
    let _ = door.send(order("David", 20)).await;
    raise(SIGINT).unwrap(); // Vous, au clavier.
    door.closed().await;
    if door.send(order("Emma", 20)).await.is_err() {
        println!("Emma : refusée, la porte est fermée");
    }
}
// ANCHOR_END: customers

// ANCHOR: develop
async fn develop(
    order: Order,
    lab: Arc<Semaphore>,
    cut: CancellationToken,
) -> String {
    let Order { name, lasts } = order;
    let Some(_place) = cut.run_until_cancelled(lab.acquire()).await else {
        return format!("{name} : pas commencée");
    };
    match cut.run_until_cancelled(sleep(lasts)).await {
        Some(()) => format!("{name} : faite"),
        None => format!("{name} : coupée"),
    }
}
// ANCHOR_END: develop

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (door, mut orders) = mpsc::channel(8);
    let customers = tokio::spawn(customers(door));
    let lab = Arc::new(Semaphore::new(1));
    let cut = CancellationToken::new();
    let mut work = JoinSet::new();

    let mut stop = pin!(signal::ctrl_c());
    loop {
        select! {
            Some(order) = orders.recv() => {
                work.spawn(develop(order, lab.clone(), cut.clone()));
            }
            _ = &mut stop, if !orders.is_closed() => orders.close(),
            else => break, // Fermée, et vide.
        }
    }
    println!("arrêt demandé, {} commandes acceptées", work.len());
    customers.await.unwrap();

    let deadline = Instant::now() + PATIENCE;
    while let Ok(Some(fate)) = timeout_at(deadline, work.join_next()).await {
        println!("{}", fate.unwrap());
    }
    cut.cancel();
    while let Some(fate) = work.join_next().await {
        println!("{}", fate.unwrap());
    }
}
// ANCHOR_END: main
