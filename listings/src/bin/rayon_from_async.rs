// Le calcul part sur les threads de rayon ; la réponse revient par `oneshot`.

use rayon::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::sleep;

// ANCHOR: on_rayon
async fn on_rayon<T: Send + 'static>(
    job: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (sender, answer) = oneshot::channel();
    rayon::spawn(move || {
        let _ = sender.send(job()); // Personne n’attend plus : tant pis.
    });
    answer.await.expect("le calcul n’a pas répondu")
}
// ANCHOR_END: on_rayon

// ANCHOR: primes
fn is_prime(n: u32) -> bool {
    n > 1
        && (2..n)
            .take_while(|d| d * d <= n)
            .all(|d| !n.is_multiple_of(d))
}

fn primes(below: u32) -> usize {
    (0..below).into_par_iter().filter(|n| is_prime(*n)).count()
}
// ANCHOR_END: primes

// ANCHOR: main
static BEATS: AtomicU32 = AtomicU32::new(0);

async fn clock() {
    loop {
        sleep(Duration::from_millis(5)).await;
        BEATS.fetch_add(1, Relaxed);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(clock());
    let found = on_rayon(|| primes(200_000)).await;
    println!("nombres premiers : {found}");
    println!("l’horloge a battu : {}", BEATS.load(Relaxed) > 0);
    assert_eq!(found, 17_984);
}
// ANCHOR_END: main
