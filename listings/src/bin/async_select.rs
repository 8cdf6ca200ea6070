// `select!` garde la première réponse, et détruit l’autre question.

use std::time::Duration;
use tokio::select;
use tokio::time::sleep;

struct Connection(&'static str);

impl Drop for Connection {
    fn drop(&mut self) {
        println!("{} : connexion fermée", self.0);
    }
}

async fn ask(server: &'static str, seconds: u64) -> u32 {
    let _connection = Connection(server);
    sleep(Duration::from_secs(seconds)).await;
    println!("{server} répond");
    21
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    select! {
        degrees = ask("Lyon", 2) => println!("Lyon a gagné : {degrees}"),
        degrees = ask("Brest", 1) => println!("Brest a gagné : {degrees}"),
    }
    sleep(Duration::from_secs(10)).await;
}
