// A task that panics, one that is aborted, one that is left behind, and work on
// a thread of its own.

use std::thread;
use std::time::Duration;
use tokio::task;
use tokio::time::{sleep, timeout};

const LONG: Duration = Duration::from_secs(3600);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let falls = tokio::spawn(async { panic!("on purpose") });
    let stops = tokio::spawn(sleep(LONG));
    let _stays = tokio::spawn(sleep(LONG));
    let works = task::spawn_blocking(|| thread::sleep(Duration::from_millis(20)));
    works.await.unwrap();
    assert!(falls.await.unwrap_err().is_panic());
    stops.abort();
    assert!(stops.await.unwrap_err().is_cancelled());
    assert!(timeout(Duration::from_millis(5), sleep(LONG)).await.is_err());
}
