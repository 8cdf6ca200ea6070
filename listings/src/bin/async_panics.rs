// Une tâche panique ; celle qui l’attend l’apprend, les autres finissent.

use std::time::Duration;
use tokio::time::sleep;

// ANCHOR: weigh
async fn weigh(label: &str) -> u32 {
    sleep(Duration::from_millis(20)).await;
    label.parse().expect("pas un nombre")
}
// ANCHOR_END: weigh

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let tasks = ["12", "lourd", "30"].map(|l| tokio::spawn(weigh(l)));
    for task in tasks {
        match task.await {
            Ok(kilos) => println!("{kilos} kg"),
            Err(error) if error.is_panic() => {
                let cause = error.into_panic();
                let text = cause.downcast_ref::<String>();
                println!("panique : {}", text.unwrap());
            }
            Err(error) => println!("annulée : {error}"),
        }
    }
    println!("le programme continue");
}
// ANCHOR_END: main
