// La première erreur l’emporte ; les autres demandes sont abandonnées.

use std::time::Duration;
use tokio::time::{Instant, sleep};

type Quote = Result<u32, &'static str>;

// ANCHOR: request
/// Dit quand une demande disparaît.
struct Request(&'static str);

impl Drop for Request {
    fn drop(&mut self) {
        println!("{} : détruite", self.0);
    }
}
// ANCHOR_END: request

// ANCHOR: quote
async fn quote(carrier: &'static str, ms: u64, answer: Quote) -> Quote {
    let _request = Request(carrier);
    sleep(Duration::from_millis(ms)).await;
    println!("{carrier} : répond");
    answer
}
// ANCHOR_END: quote

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let all = tokio::try_join!(
        quote("nord", 50, Ok(12)),
        quote("sud", 100, Err("en panne")),
        quote("est", 200, Ok(9)),
        quote("ouest", 150, Err("fermé")),
    );
    println!("{all:?} après {:.0?}", start.elapsed());
    sleep(Duration::from_millis(200)).await; // « est » ne répond plus.
    assert_eq!(all, Err("en panne"));
}
// ANCHOR_END: main
