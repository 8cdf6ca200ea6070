use tokio::sync::watch;

#[tokio::main]
async fn main() {
    let (heat, mut seen) = watch::channel(0);
    let cook = tokio::spawn(async move {
        heat.send_modify(|heat| *heat += 1);
        heat.send_modify(|heat| *heat += 1);
        heat
    });
    println!("{}", *seen.wait_for(|heat| *heat == 2).await.unwrap());
    drop(cook.await);
}
