// Le même calcul rend la main tous les mille nombres.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep};

static BEATS: AtomicU32 = AtomicU32::new(0);

async fn clock() {
    loop {
        sleep(Duration::from_millis(5)).await;
        BEATS.fetch_add(1, Relaxed);
    }
}

fn is_prime(n: u32) -> bool {
    n > 1
        && (2..n)
            .take_while(|d| d * d <= n)
            .all(|d| !n.is_multiple_of(d))
}

// ANCHOR: primes
async fn primes(below: u32) -> u32 {
    let mut found = 0;
    for n in 0..below {
        if n % 1_000 == 0 {
            yield_now().await;
        }
        found += u32::from(is_prime(n));
    }
    found
}
// ANCHOR_END: primes

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(clock());
    sleep(Duration::from_millis(20)).await;

    BEATS.store(0, Relaxed);
    let start = Instant::now();
    println!("nombres premiers : {}", primes(100_000).await);
    println!("durée du calcul : {:.0?}", start.elapsed());
    println!("battements pendant le calcul : {}", BEATS.load(Relaxed));
    assert!(BEATS.load(Relaxed) > 0);
}
