// Un trait qui a une méthode `async` ne se met pas derrière `dyn`.

trait Weather {
    async fn temperature(&self, city: &str) -> i32;
}

fn choose(weather: Box<dyn Weather>) {
    drop(weather);
}

fn main() {}
