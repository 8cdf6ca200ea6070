// Les dix mêmes attentes, avec un `.await` : elles se recouvrent.

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

// ANCHOR: read
async fn read_sensor() {
    sleep(Duration::from_millis(50)).await;
}
// ANCHOR_END: read

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let mut sensors = JoinSet::new();
    for sensor in 0..10 {
        sensors.spawn(async move {
            read_sensor().await;
            println!("sonde {sensor} : {:.0?}", start.elapsed());
        });
    }
    sensors.join_all().await;
    assert!(start.elapsed() >= Duration::from_millis(50));
}
