// Attendre une réponse lente, mais pas plus de 200 ms.

use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

async fn forecast(city: &str, delay: Duration) -> u32 {
    sleep(delay).await; // Le serveur répond quand il peut.
    println!("{city} : le serveur a répondu");
    21
}

#[tokio::main]
async fn main() {
    let limit = Duration::from_millis(200);
    for (city, delay) in [("Lyon", 100), ("Brest", 400)] {
        let start = Instant::now();
        let question = forecast(city, Duration::from_millis(delay));
        match timeout(limit, question).await {
            Ok(degrees) => println!("{city} : {degrees} degrés"),
            Err(_) => println!("{city} : délai expiré"),
        }
        println!("Attente : {} ms", start.elapsed().as_millis());
    }
    sleep(Duration::from_millis(400)).await; // Brest répondra-t-il enfin ?
}
