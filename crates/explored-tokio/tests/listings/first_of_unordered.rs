use futures::stream::{FuturesUnordered, StreamExt};
use tokio::sync::oneshot;

#[tokio::main]
async fn main() {
    let mut answers = FuturesUnordered::new();
    for dish in 1..=2 {
        let (answer, question) = oneshot::channel();
        tokio::spawn(async move { answer.send(dish).unwrap() });
        answers.push(question);
    }
    while let Some(dish) = answers.next().await {
        println!("{}", dish.unwrap());
    }
}
