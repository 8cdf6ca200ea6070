// `join!` n’a pas besoin de posséder : ses `Future` vivent dans `main`.

use std::time::Duration;
use tokio::time::sleep;

async fn total(sales: &[u32], ms: u64) -> u32 {
    sleep(Duration::from_millis(ms)).await; // La banque confirme.
    sales.iter().sum()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let sales = [12, 30, 8, 25, 40, 5];
    let (morning, evening) = sales.split_at(3);
    let (one, other) = tokio::join!(total(morning, 100), total(evening, 50));
    println!("matin : {one}, soir : {other}");
    println!("{} ventes", sales.len());
    assert_eq!(one + other, sales.iter().sum());
}
