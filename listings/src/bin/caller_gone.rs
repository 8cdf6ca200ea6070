// Un acteur qui tient à donner sa réponse : l’appelant s’en va, il panique.

use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;

// ANCHOR: message
struct Withdraw {
    amount: i64,
    reply: oneshot::Sender<bool>, // Où répondre, une fois.
}
// ANCHOR_END: message

// ANCHOR: actor
async fn bank(mut mailbox: mpsc::Receiver<Withdraw>) {
    let mut balance = 100;
    while let Some(Withdraw { amount, reply }) = mailbox.recv().await {
        let enough = balance >= amount;
        if enough {
            balance -= amount;
        }
        reply.send(enough).unwrap();
    }
}
// ANCHOR_END: actor

// ANCHOR: caller
// `None` : la banque n’est plus là.
async fn withdraw(bank: &mpsc::Sender<Withdraw>, amount: i64) -> Option<bool> {
    let (reply, answer) = oneshot::channel();
    bank.send(Withdraw { amount, reply }).await.ok()?;
    answer.await.ok()
}
// ANCHOR_END: caller

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, mailbox) = mpsc::channel(1);
    tokio::spawn(bank(mailbox));
    let (reply, answer) = oneshot::channel();
    sender.send(Withdraw { amount: 80, reply }).await.unwrap();
    yield_now().await; // La banque répond à Bob, si elle en a le temps.
    drop(answer); // Bob s’en va.
    println!("Alice : {:?}", withdraw(&sender, 50).await);
}
// ANCHOR_END: main
