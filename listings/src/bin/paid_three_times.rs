// La réponse se perd, le client recommence, et paie trois fois.

use std::sync::Mutex;
use tokio::time::{Duration, sleep, timeout};

// ANCHOR: bank
static BALANCE: Mutex<u32> = Mutex::new(100);

async fn pay(amount: u32) {
    *BALANCE.lock().unwrap() -= amount;
    sleep(Duration::from_millis(300)).await; // La réponse voyage.
}
// ANCHOR_END: bank

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for attempt in 1..=3 {
        match timeout(Duration::from_millis(200), pay(30)).await {
            Ok(()) => println!("essai {attempt} : payé"),
            Err(_) => println!("essai {attempt} : pas de réponse"),
        }
    }
    println!("reste sur le compte : {} €", BALANCE.lock().unwrap());
}
// ANCHOR_END: main
