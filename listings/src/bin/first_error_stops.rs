// La première erreur arrête les tâches : le `JoinSet` est détruit.

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

type Quote = Result<u32, &'static str>;

async fn quote(carrier: &'static str, ms: u64, answer: Quote) -> Quote {
    sleep(Duration::from_millis(ms)).await;
    println!("{carrier} : répond");
    answer
}

// ANCHOR: all
async fn all_or_nothing() -> Result<Vec<u32>, &'static str> {
    let mut tasks = JoinSet::new();
    tasks.spawn(quote("nord", 50, Ok(12)));
    tasks.spawn(quote("sud", 100, Err("en panne")));
    tasks.spawn(quote("est", 150, Ok(9)));
    let mut prices = Vec::new();
    while let Some(joined) = tasks.join_next().await {
        prices.push(joined.expect("la tâche a paniqué")?);
    }
    Ok(prices)
}
// ANCHOR_END: all

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let all = all_or_nothing().await;
    println!("{all:?}");
    sleep(Duration::from_millis(150)).await;
    println!("fin");
    assert_eq!(all, Err("en panne"));
}
// ANCHOR_END: main
