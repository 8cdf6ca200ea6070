// Un délai neuf pour chaque appel : la page finit quand le client est parti.

use tokio::time::{Duration, Instant, sleep, timeout};

// ANCHOR: ask
async fn ask(service: &str, start: Instant) -> Option<()> {
    println!("{} ms : {service}", start.elapsed().as_millis());
    let answer = sleep(Duration::from_millis(300)); // Le service répond.
    timeout(Duration::from_millis(400), answer).await.ok()
}

async fn page(start: Instant) -> Option<()> {
    ask("le stock", start).await?;
    ask("le prix", start).await?;
    ask("la livraison", start).await?;
    println!("{} ms : la page est prête", start.elapsed().as_millis());
    Some(())
}
// ANCHOR_END: ask

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let mut page = tokio::spawn(page(start));
    let patience = Duration::from_millis(500);
    if timeout(patience, &mut page).await.is_err() {
        println!("{} ms : le client est parti", start.elapsed().as_millis());
    }
    page.await.unwrap(); // Le serveur, lui, continue.
}
// ANCHOR_END: main
