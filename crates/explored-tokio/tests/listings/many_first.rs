use tokio::sync::Semaphore;
use tokio::task::yield_now;

#[tokio::main]
async fn main() {
    let ovens = Semaphore::new(1);
    let many = async {
        let _both = ovens.acquire_many(2).await.unwrap();
        println!("both");
    };
    let one = async {
        let _one = ovens.acquire().await.unwrap();
        println!("one");
    };
    let lets_go = async {
        yield_now().await;
        println!("{}", ovens.available_permits());
        ovens.add_permits(1);
    };
    tokio::join!(many, one, lets_go);
}
