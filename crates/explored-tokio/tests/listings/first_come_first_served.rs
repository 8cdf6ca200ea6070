use tokio::sync::Mutex;
use tokio::task::yield_now;

#[tokio::main]
async fn main() {
    let pan = Mutex::new(());
    let held = pan.lock().await;
    let cook = async |name: &str| {
        let _pan = pan.lock().await;
        println!("{name}");
    };
    let lets_go = async {
        yield_now().await;
        drop(held);
    };
    tokio::join!(cook("first"), cook("second"), lets_go);
}
