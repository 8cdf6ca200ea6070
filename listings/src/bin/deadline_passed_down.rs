// L’échéance descend d’appel en appel : personne ne travaille pour rien.

use tokio::time::{Duration, Instant, sleep, timeout_at};

// ANCHOR: ask
async fn ask(service: &str, start: Instant, end: Instant) -> Option<()> {
    println!("{} ms : {service}", start.elapsed().as_millis());
    let answer = sleep(Duration::from_millis(300)); // Le service répond.
    timeout_at(end, answer).await.ok()
}

async fn page(start: Instant, end: Instant) -> Option<()> {
    ask("le stock", start, end).await?;
    ask("le prix", start, end).await?;
    ask("la livraison", start, end).await?;
    println!("{} ms : la page est prête", start.elapsed().as_millis());
    Some(())
}
// ANCHOR_END: ask

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let end = start + Duration::from_millis(500);
    if tokio::spawn(page(start, end)).await.unwrap().is_none() {
        println!("{} ms : trop tard", start.elapsed().as_millis());
    }
}
// ANCHOR_END: main
