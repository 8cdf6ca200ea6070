// Deux agences s’écrivent : leurs boîtes sont pleines, et plus rien n’avance.

use tokio::sync::mpsc::{self, Receiver, Sender};

use Message::{Deposit, Transfer};

// ANCHOR: agency
enum Message {
    Transfer(i64), // Retirer ici, et déposer à l’autre agence.
    Deposit(i64),  // Déposer ici.
}

async fn agency(mut mailbox: Receiver<Message>, other: Sender<Message>) -> i64 {
    let mut money = 100;
    for _ in 0..4 {
        match mailbox.recv().await.unwrap() {
            Transfer(amount) => {
                money -= amount;
                other.send(Deposit(amount)).await.unwrap();
            }
            Deposit(amount) => money += amount,
        }
    }
    money
}
// ANCHOR_END: agency

// ANCHOR: main
async fn customers(agency: Sender<Message>, amounts: [i64; 2]) {
    for amount in amounts {
        agency.send(Transfer(amount)).await.unwrap();
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (to_north, north) = mpsc::channel(1);
    let (to_south, south) = mpsc::channel(1);
    let north = tokio::spawn(agency(north, to_south.clone()));
    let south = tokio::spawn(agency(south, to_north.clone()));
    tokio::spawn(customers(to_north, [10, 20]));
    tokio::spawn(customers(to_south, [30, 40]));
    let (north, south) = (north.await.unwrap(), south.await.unwrap());
    println!("nord : {north}, sud : {south}");
}
// ANCHOR_END: main
