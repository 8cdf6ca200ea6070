// `try_join!` sur des tâches : l’erreur revient, les tâches continuent.

use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::sleep;

type Quote = Result<u32, &'static str>;

async fn quote(carrier: &'static str, ms: u64, answer: Quote) -> Quote {
    sleep(Duration::from_millis(ms)).await;
    println!("{carrier} : répond");
    answer
}

// ANCHOR: main
async fn answer(task: JoinHandle<Quote>) -> Quote {
    task.await.expect("la tâche a paniqué")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let south = tokio::spawn(quote("sud", 50, Err("en panne")));
    let east = tokio::spawn(quote("est", 100, Ok(9)));
    println!("poignées : {:?}", tokio::try_join!(south, east));

    let south = tokio::spawn(quote("sud", 50, Err("en panne")));
    let east = tokio::spawn(quote("est", 100, Ok(9)));
    let all = tokio::try_join!(answer(south), answer(east));
    println!("réponses : {all:?}");
    sleep(Duration::from_millis(150)).await;
    println!("fin");
}
// ANCHOR_END: main
