// Dix attentes qui devraient se recouvrir, et qui se suivent.

use std::thread;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::Instant;

// ANCHOR: read
/// Le pilote de la sonde n’est pas asynchrone.
fn read_sensor() {
    thread::sleep(Duration::from_millis(50));
}
// ANCHOR_END: read

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut sensors = JoinSet::new();
    for sensor in 0..10 {
        sensors.spawn(async move {
            read_sensor();
            println!("sonde {sensor} : {:.0?}", start.elapsed());
        });
    }
    sensors.join_all().await;
    assert!(start.elapsed() >= Duration::from_millis(500));
}
// ANCHOR_END: main
