use tokio::sync::{Notify, RwLock};
use tokio::time::{Duration, timeout};

static LOCK: RwLock<i32> = RwLock::const_new(0);
static BELL: Notify = Notify::const_new();

// Its guard and its place in line are left as they are when the runtime ends.
async fn waits() {
    let _guard = LOCK.read().await;
    BELL.notified().await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let free = LOCK.try_write().is_ok();
    std::mem::forget(LOCK.try_read());
    tokio::spawn(waits());
    let rung = timeout(Duration::from_millis(1), BELL.notified()).await;
    println!("{free} {}", rung.is_ok());
    BELL.notify_one();
    BELL.notify_one();
}
