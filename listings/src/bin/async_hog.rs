// Une tâche calcule sans `.await` : l’horloge ne bat plus.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::{Instant, sleep};

static BEATS: AtomicU32 = AtomicU32::new(0);

// ANCHOR: clock
async fn clock() {
    loop {
        sleep(Duration::from_millis(5)).await;
        BEATS.fetch_add(1, Relaxed);
    }
}
// ANCHOR_END: clock

// ANCHOR: primes
fn is_prime(n: u32) -> bool {
    n > 1
        && (2..n)
            .take_while(|d| d * d <= n)
            .all(|d| !n.is_multiple_of(d))
}

async fn primes(below: u32) -> u32 {
    let mut found = 0;
    for n in 0..below {
        found += u32::from(is_prime(n));
    }
    found
}
// ANCHOR_END: primes

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(clock());
    while BEATS.load(Relaxed) < 3 {
        sleep(Duration::from_millis(5)).await;
    }
    println!("l’horloge bat");

    BEATS.store(0, Relaxed);
    let start = Instant::now();
    println!("nombres premiers : {}", primes(100_000).await);
    println!("durée du calcul : {:.0?}", start.elapsed());
    println!("battements pendant le calcul : {}", BEATS.load(Relaxed));
    assert_eq!(BEATS.load(Relaxed), 0);
}
// ANCHOR_END: main
