// Dix lectures bloquantes, sur des threads faits pour cela.

use std::thread;
use std::time::Duration;
use tokio::task::{self, JoinSet};
use tokio::time::{Instant, sleep};

// ANCHOR: read
fn read_sensor(sensor: u32) -> u32 {
    thread::sleep(Duration::from_millis(50));
    15 + sensor
}
// ANCHOR_END: read

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let clock = task::spawn(async {
        for tick in 1..=3 {
            sleep(Duration::from_millis(10)).await;
            println!("horloge : {tick}");
        }
    });
    let mut sensors = JoinSet::new();
    for sensor in 0..10 {
        sensors.spawn_blocking(move || read_sensor(sensor));
    }
    let degrees: u32 = sensors.join_all().await.into_iter().sum();
    println!("somme des dix sondes : {degrees} °C");
    println!("durée : {:.0?}", start.elapsed());
    clock.await.unwrap();
    assert_eq!(degrees, 195);
}
// ANCHOR_END: main
