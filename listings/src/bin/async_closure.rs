// Une fermeture `async` peut prêter ce qu’elle capture à ce qu’elle attend.

use std::time::Duration;
use tokio::time::sleep;

// ANCHOR: retry
async fn retry<T>(mut attempt: impl AsyncFnMut(u32) -> Option<T>) -> Option<T> {
    for number in 1..=3 {
        if let Some(value) = attempt(number).await {
            return Some(value);
        }
        sleep(Duration::from_millis(20)).await;
    }
    None
}
// ANCHOR_END: retry

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut log = Vec::new();
    let degrees = retry(async |number| {
        sleep(Duration::from_millis(10)).await; // La station répond.
        log.push(number);
        (number == 2).then_some(18)
    })
    .await;
    println!("essais : {log:?}, réponse : {degrees:?}");
    assert_eq!(log, [1, 2]);
}
// ANCHOR_END: main
