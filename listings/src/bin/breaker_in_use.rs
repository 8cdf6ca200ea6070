// Une boutique et son entrepôt en panne, sans disjoncteur, puis avec.

use std::future::pending;
use std::sync::Mutex;
use std::time::Duration;

use State::{Closed, HalfOpen, Open};
use futures::future::join_all;
use tokio::time::{Instant, sleep, timeout};

const LIMIT: u32 = 5;
const PAUSE: u64 = 300; // En millisecondes.

#[derive(Clone, Copy, Debug)]
enum State {
    Closed(u32), // Fermé, après tant d’échecs de suite.
    Open(u64),   // Ouvert jusqu’à cet instant.
    HalfOpen,    // Entrouvert : une sonde est partie.
}

struct Breaker {
    state: State,
    era: u32, // Change avec l’état.
}

impl Breaker {
    // Un appel peut-il partir ? S’il part, il emporte le numéro de l’ère.
    fn ask(&mut self, now: u64) -> Option<u32> {
        match self.state {
            Closed(_) => Some(self.era),
            Open(until) if now >= until => {
                self.enter(HalfOpen);
                Some(self.era)
            }
            Open(_) | HalfOpen => None,
        }
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.era += 1;
    }
}

impl Breaker {
    fn answer(&mut self, era: u32, worked: bool, now: u64) {
        if era != self.era {
            return; // Cet appel est parti sous un autre état.
        }
        match (self.state, worked) {
            (Closed(_), true) => self.state = Closed(0),
            (Closed(n), false) if n + 1 < LIMIT => self.state = Closed(n + 1),
            (HalfOpen, true) => self.enter(Closed(0)),
            (Closed(_) | HalfOpen, false) => self.enter(Open(now + PAUSE)),
            (Open(_), _) => {} // Aucun appel ne porte cette ère.
        }
    }
}

// ANCHOR: shop
struct Shop {
    start: Instant,
    breaker: Option<Mutex<Breaker>>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    unanswered: u32, // Appels reçus par l’entrepôt en panne.
    fresh: u32,      // Clients servis avec le stock du moment.
    old: u32,        // Clients servis avec celui de la veille,
    waited: u64,     // et leur attente en tout.
}

impl Shop {
    fn now(&self) -> u64 {
        self.start.elapsed().as_millis() as u64
    }

    fn ask(&self) -> Option<u32> {
        let Some(breaker) = &self.breaker else {
            return Some(0); // Sans disjoncteur, tout part.
        };
        breaker.lock().unwrap().ask(self.now())
    }

    fn answer(&self, era: u32, worked: bool) {
        if let Some(breaker) = &self.breaker {
            breaker.lock().unwrap().answer(era, worked, self.now());
        }
    }
}
// ANCHOR_END: shop

// ANCHOR: warehouse
async fn warehouse(shop: &Shop) -> u32 {
    if (1000..3000).contains(&shop.now()) {
        shop.seen.lock().unwrap().unanswered += 1;
        pending::<()>().await; // Aucune réponse ne viendra.
    }
    sleep(Duration::from_millis(20)).await;
    12
}
// ANCHOR_END: warehouse

// ANCHOR: stock
async fn stock(shop: &Shop, random: &mut Random) -> Option<u32> {
    let mut delay = 50;
    for _ in 0..3 {
        let era = shop.ask()?; // Refusé : ni appel, ni attente.
        let patience = Duration::from_millis(200);
        let answer = timeout(patience, warehouse(shop)).await;
        shop.answer(era, answer.is_ok());
        if let Ok(stock) = answer {
            return Some(stock);
        }
        sleep(Duration::from_millis(random.up_to(delay))).await;
        delay *= 2;
    }
    None
}
// ANCHOR_END: stock

struct Random(u64);

impl Random {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005);
        self.0 = self.0.wrapping_add(1442695040888963407);
        (self.0 >> 33) % (most + 1)
    }
}

// ANCHOR: customer
async fn customer(shop: &Shop, seed: u64) {
    let mut random = Random(seed);
    while shop.now() < 5000 {
        let asked = shop.now();
        let stock = stock(shop, &mut random).await;
        let waited = shop.now() - asked;
        {
            let mut seen = shop.seen.lock().unwrap();
            match stock {
                Some(_) => seen.fresh += 1,
                None => {
                    seen.old += 1;
                    seen.waited += waited;
                }
            }
        }
        let reading = 100 + random.up_to(50);
        sleep(Duration::from_millis(reading)).await;
    }
}
// ANCHOR_END: customer

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let breaker = Breaker {
        state: Closed(0),
        era: 0,
    };
    let breakers = [
        ("sans disjoncteur", None),
        ("avec disjoncteur", Some(Mutex::new(breaker))),
    ];
    for (name, breaker) in breakers {
        let shop = Shop {
            start: Instant::now(),
            breaker,
            seen: Mutex::default(),
        };
        join_all((1..=20).map(|seed| customer(&shop, seed))).await;
        let seen = shop.seen.into_inner().unwrap();
        println!("{name} : {} appels sans réponse", seen.unanswered);
        println!("  stock du moment : {} clients", seen.fresh);
        let mean = seen.waited / u64::from(seen.old);
        println!("  de la veille : {} clients, en {mean} ms", seen.old);
    }
}
// ANCHOR_END: main
