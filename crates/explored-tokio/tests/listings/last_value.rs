use tokio::sync::watch;

#[tokio::main]
async fn main() {
    let (heat, mut seen) = watch::channel(0);
    let cook = tokio::spawn(async move {
        heat.send(1).unwrap();
        heat.send(2).unwrap();
    });
    let mut all = vec![];
    while seen.changed().await.is_ok() {
        all.push(*seen.borrow_and_update());
    }
    println!("{all:?}");
    cook.await.unwrap();
}
