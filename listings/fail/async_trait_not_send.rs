// Rien ne dit que ce que renvoie la méthode est `Send`.

trait Weather {
    async fn temperature(&self, city: &str) -> i32;
}

async fn report<W: Weather + Send + Sync + 'static>(weather: W) {
    let task = tokio::spawn(async move {
        println!("{}", weather.temperature("Brest").await);
    });
    task.await.unwrap();
}

fn main() {}
