// Détruire la poignée d’une tâche, ou annuler la tâche.

use std::time::Duration;
use tokio::time::sleep;

struct Connection(&'static str);

impl Drop for Connection {
    fn drop(&mut self) {
        println!("{} : connexion fermée", self.0);
    }
}

async fn download(name: &'static str) {
    let _connection = Connection(name);
    for page in 1..=3 {
        println!("{name} : page {page}");
        sleep(Duration::from_secs(1)).await;
    }
    println!("{name} : fini");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let alice = tokio::spawn(download("Alice"));
    let bob = tokio::spawn(download("Bob"));
    sleep(Duration::from_millis(1500)).await;
    drop(alice);
    bob.abort();
    let error = bob.await.unwrap_err();
    println!("Bob annulé : {}", error.is_cancelled());
    sleep(Duration::from_secs(10)).await;
}
