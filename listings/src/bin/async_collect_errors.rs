// Quatre devis demandés ensemble ; deux échouent, les autres restent.

use futures::future::join_all;
use std::time::Duration;
use tokio::time::sleep;

type Quote = Result<u32, String>;

// ANCHOR: quote
async fn quote(carrier: &str) -> Quote {
    let (ms, answer) = match carrier {
        "nord" => (60, Ok(12)),
        "sud" => (20, Err("en panne")),
        "est" => (40, Ok(9)),
        _ => (30, Err("inconnu")),
    };
    sleep(Duration::from_millis(ms)).await; // Le transporteur répond.
    answer.map_err(|cause| format!("{carrier} : {cause}"))
}
// ANCHOR_END: quote

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let carriers = ["nord", "sud", "est", "lune"];
    let answers: Vec<Quote> = join_all(carriers.map(quote)).await;
    for answer in &answers {
        println!("{answer:?}");
    }
    let prices = answers.iter().flatten();
    println!("le moins cher : {:?}", prices.min());

    let strict: Result<Vec<u32>, String> = answers.into_iter().collect();
    println!("tous ou rien : {strict:?}");
    assert_eq!(strict, Err(String::from("sud : en panne")));
}
// ANCHOR_END: main
