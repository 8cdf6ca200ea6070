// La méthode renvoie une boîte : le choix peut se faire à l’exécution.

use std::pin::Pin;

// ANCHOR: trait
type Answer<'a> = Pin<Box<dyn Future<Output = i32> + Send + 'a>>;

trait Weather {
    fn temperature<'a>(&'a self, city: &'a str) -> Answer<'a>;
}
// ANCHOR_END: trait

// ANCHOR: main
struct Fixed(i32);

impl Weather for Fixed {
    fn temperature<'a>(&'a self, _city: &'a str) -> Answer<'a> {
        Box::pin(async { self.0 })
    }
}

struct Warmer(Box<dyn Weather + Sync>);

impl Weather for Warmer {
    fn temperature<'a>(&'a self, city: &'a str) -> Answer<'a> {
        Box::pin(async move { self.0.temperature(city).await + 5 })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let sources: Vec<Box<dyn Weather>> =
        vec![Box::new(Fixed(20)), Box::new(Warmer(Box::new(Fixed(20))))];
    for source in sources {
        println!("{} degrés", source.temperature("Brest").await);
    }
}
// ANCHOR_END: main
