// Vingt clients, un voisin en panne une seconde, trois façons d’insister.

use std::sync::Mutex;
use std::time::Duration;

use futures::future::join_all;
use tokio::time::{Instant, sleep};

// ANCHOR: neighbour
const BACK: u64 = 1000; // Le voisin répond à partir de cet instant, en ms.

struct Neighbour {
    start: Instant,
    calls: Mutex<Vec<u64>>, // L’instant de chaque appel reçu.
}

impl Neighbour {
    fn now(&self) -> u64 {
        self.start.elapsed().as_millis() as u64
    }

    async fn ask(&self) -> bool {
        let now = self.now();
        self.calls.lock().unwrap().push(now);
        sleep(Duration::from_millis(5)).await; // L’aller et le retour.
        now >= BACK
    }
}
// ANCHOR_END: neighbour

// ANCHOR: random
struct Random(u64);

impl Random {
    // Un nombre de 0 à `most` ; la suite ne dépend que de la graine.
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005);
        self.0 = self.0.wrapping_add(1442695040888963407);
        (self.0 >> 33) % (most + 1)
    }
}
// ANCHOR_END: random

// ANCHOR: insist
type Pause = fn(u64, &mut Random) -> u64;

async fn insist(neighbour: &Neighbour, pause: Pause, seed: u64) -> u64 {
    let mut random = Random(seed);
    let mut delay = 50;
    while !neighbour.ask().await {
        let wait = pause(delay, &mut random);
        sleep(Duration::from_millis(wait)).await;
        delay = (delay * 2).min(400);
    }
    neighbour.now()
}
// ANCHOR_END: insist

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let pauses: [(&str, Pause); 3] = [
        ("sans pause", |_, _| 0),
        ("pause doublée", |delay, _| delay),
        ("avec gigue", |delay, random| random.up_to(delay)),
    ];
    for (name, pause) in pauses {
        let neighbour = Neighbour {
            start: Instant::now(),
            calls: Mutex::default(),
        };
        let clients = (1..=20).map(|seed| insist(&neighbour, pause, seed));
        let served = join_all(clients).await.into_iter().max().unwrap();
        let calls = neighbour.calls.into_inner().unwrap();
        let rush = rush(&calls);
        println!("{name} : {} appels", calls.len());
        println!("  au retour : {rush} à la fois, tous servis à {served} ms");
    }
}

// Le plus d’appels en 10 ms, une fois le voisin de retour.
fn rush(calls: &[u64]) -> usize {
    let together = |from| {
        let calls = calls.iter().filter(|at| (from..from + 10).contains(*at));
        calls.count()
    };
    (BACK..BACK + 1000).map(together).max().unwrap()
}
// ANCHOR_END: main
