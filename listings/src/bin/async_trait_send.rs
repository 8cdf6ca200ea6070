// Le trait promet `Send` : sa méthode peut entrer dans une tâche.

// ANCHOR: trait
trait Weather {
    fn temperature(&self, city: &str) -> impl Future<Output = i32> + Send;
}
// ANCHOR_END: trait

// ANCHOR: main
struct Fixed(i32);

impl Weather for Fixed {
    async fn temperature(&self, _city: &str) -> i32 {
        self.0
    }
}

async fn report<W: Weather + Send + Sync + 'static>(weather: W) {
    let task = tokio::spawn(async move {
        let degrees = weather.temperature("Brest").await;
        println!("Brest : {degrees} degrés");
    });
    task.await.unwrap();
}

#[tokio::main]
async fn main() {
    report(Fixed(20)).await;
}
// ANCHOR_END: main
