// Three kettles at once, on one thread.

use std::time::Duration;
use tokio::time::sleep;

async fn boil(n: u64) -> u64 {
    sleep(Duration::from_millis(40)).await;
    println!("boiled");
    n
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let green = tokio::spawn(boil(1));
    let black = tokio::spawn(boil(2));
    let mut others = tokio::task::JoinSet::new();
    others.spawn(boil(3));
    assert_eq!(green.await.unwrap() + black.await.unwrap(), 3);
    assert_eq!(others.join_next().await.unwrap().unwrap(), 3);
}
