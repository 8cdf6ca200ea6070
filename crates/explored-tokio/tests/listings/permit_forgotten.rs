use tokio::sync::Semaphore;

#[tokio::main]
async fn main() {
    let ovens = Semaphore::new(1);
    ovens.acquire().await.unwrap().forget();
    println!("{}", ovens.try_acquire().is_err());
    ovens.add_permits(1);
    let oven = ovens.try_acquire().unwrap();
    drop(oven);
    println!("{}", ovens.available_permits());
}
