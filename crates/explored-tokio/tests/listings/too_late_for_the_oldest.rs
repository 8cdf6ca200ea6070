use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

#[tokio::main]
async fn main() {
    let (bell, mut heard) = broadcast::channel(1);
    let cook = tokio::spawn(async move {
        bell.send(1).unwrap();
        bell.send(2).unwrap();
    });
    let mut all = vec![];
    loop {
        match heard.recv().await {
            Ok(message) => all.push(message),
            Err(RecvError::Lagged(missed)) => println!("{missed} missed"),
            Err(RecvError::Closed) => break,
        }
    }
    println!("{all:?}");
    cook.await.unwrap();
}
