// Un trait dont une méthode attend ; deux façons de répondre.

use std::time::Duration;
use tokio::time::sleep;

// ANCHOR: trait
trait Weather {
    async fn temperature(&self, city: &str) -> i32;
}
// ANCHOR_END: trait

// ANCHOR: impls
struct Station;

impl Weather for Station {
    async fn temperature(&self, city: &str) -> i32 {
        sleep(Duration::from_millis(100)).await; // La station répond.
        city.len() as i32
    }
}

struct Fixed(i32);

impl Weather for Fixed {
    async fn temperature(&self, _city: &str) -> i32 {
        self.0
    }
}
// ANCHOR_END: impls

// ANCHOR: main
async fn advice(weather: &impl Weather, city: &str) -> &'static str {
    match weather.temperature(city).await {
        ..10 => "un manteau",
        _ => "un pull",
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("Brest : {}", advice(&Station, "Brest").await);
    println!("essai : {}", advice(&Fixed(20), "Brest").await);
}
// ANCHOR_END: main
