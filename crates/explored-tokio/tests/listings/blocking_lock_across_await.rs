use std::sync::Mutex;
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
#[allow(clippy::await_holding_lock)]
async fn main() {
    let pan = Mutex::new(0);
    let cook = async || {
        let mut pan = pan.lock().unwrap();
        yield_now().await;
        *pan += 1;
    };
    tokio::join!(cook(), cook());
}
