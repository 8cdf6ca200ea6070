use futures::future::{Either, select};
use std::pin::pin;
use tokio::sync::oneshot;

#[tokio::main]
async fn main() {
    let (left, one) = oneshot::channel();
    let (right, two) = oneshot::channel();
    tokio::spawn(async move { left.send(1) });
    tokio::spawn(async move { right.send(2) });
    match select(pin!(one), pin!(two)).await {
        Either::Left((dish, _)) => println!("left {}", dish.unwrap()),
        Either::Right((dish, _)) => println!("right {}", dish.unwrap()),
    }
}
