// Les agences ne s’écrivent plus : chaque client va de l’une à l’autre.

use tokio::sync::mpsc::{self, Receiver, Sender};

// ANCHOR: agency
// Un message est une somme : négative, c’est un retrait.
async fn agency(mut mailbox: Receiver<i64>) -> i64 {
    let mut money = 100;
    while let Some(amount) = mailbox.recv().await {
        money += amount;
    }
    money
}

async fn customers(from: Sender<i64>, to: Sender<i64>, amounts: [i64; 2]) {
    for amount in amounts {
        from.send(-amount).await.unwrap();
        to.send(amount).await.unwrap();
    }
}
// ANCHOR_END: agency

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (to_north, north) = mpsc::channel(1);
    let (to_south, south) = mpsc::channel(1);
    let north = tokio::spawn(agency(north));
    let south = tokio::spawn(agency(south));
    tokio::spawn(customers(to_north.clone(), to_south.clone(), [10, 20]));
    tokio::spawn(customers(to_south, to_north, [30, 40]));
    let (north, south) = (north.await.unwrap(), south.await.unwrap());
    println!("nord : {north}, sud : {south}");
    assert_eq!((north, south), (140, 60));
}
// ANCHOR_END: main
