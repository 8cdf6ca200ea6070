// Du code ordinaire appelle de l’asynchrone, des deux façons permises.

use std::thread;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::time::sleep;

// ANCHOR: fetch
async fn fetch(page: u32) -> String {
    sleep(Duration::from_millis(20)).await; // Le serveur répond.
    format!("page {page}")
}
// ANCHOR_END: fetch

// ANCHOR: main
fn main() {
    let runtime = Runtime::new().unwrap();
    println!("block_on : {}", runtime.block_on(fetch(1)));

    let handle = runtime.handle().clone();
    let other = thread::spawn(move || handle.block_on(fetch(2)));
    println!("d’un autre thread : {}", other.join().unwrap());

    let task = runtime.spawn(fetch(3)); // Avance sans nous.
    println!("entre-temps : le travail de main");
    println!("plus tard : {}", runtime.block_on(task).unwrap());
}
// ANCHOR_END: main
