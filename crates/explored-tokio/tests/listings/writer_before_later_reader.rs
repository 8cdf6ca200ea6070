use tokio::sync::RwLock;
use tokio::task::yield_now;

#[tokio::main]
async fn main() {
    let menu = RwLock::new(1);
    let read = menu.read().await;
    let write = async {
        *menu.write().await = 2;
    };
    let late = async { println!("{}", *menu.read().await) };
    let lets_go = async {
        yield_now().await;
        println!("{}", menu.try_read().is_ok());
        drop(read);
    };
    tokio::join!(write, late, lets_go);
}
