// Deux saluts, chacun dans sa tâche, sur un seul thread.

use std::time::Duration;
use tokio::time;

async fn say_hello() {
    println!("Bonjour !");
    time::sleep(Duration::from_millis(200)).await; // Une longue réponse.
    println!("Bonjour, 200 ms plus tard.");
}

async fn say_goodbye() {
    println!("Au revoir !");
    time::sleep(Duration::from_millis(100)).await; // Une réponse plus courte.
    println!("Au revoir, 100 ms plus tard.");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let hello = tokio::spawn(say_hello());
    let goodbye = tokio::spawn(say_goodbye());

    hello.await.unwrap();
    goodbye.await.unwrap();
    println!("Les deux tâches sont terminées.");
}
