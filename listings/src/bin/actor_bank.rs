// Une banque dont une seule tâche tient les comptes.

use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;

use Message::{Total, Transfer};

// ANCHOR: messages
enum Message {
    Transfer {
        amount: i64,
        reply: oneshot::Sender<bool>,
    },
    Total {
        reply: oneshot::Sender<i64>,
    },
}
// ANCHOR_END: messages

// ANCHOR: actor
async fn bank(mut mailbox: mpsc::Receiver<Message>) -> [i64; 2] {
    let mut accounts = [100, 0];
    while let Some(message) = mailbox.recv().await {
        match message {
            Transfer { amount, reply } => {
                let enough = accounts[0] >= amount;
                if enough {
                    accounts[0] -= amount;
                    write_down().await;
                    accounts[1] += amount;
                }
                let _ = reply.send(enough); // L’appelant est peut-être parti.
            }
            Total { reply } => {
                let _ = reply.send(accounts.iter().sum());
            }
        }
    }
    accounts
}

async fn write_down() {
    yield_now().await; // Le disque répondrait.
}
// ANCHOR_END: actor

async fn transfer(bank: mpsc::Sender<Message>, amount: i64) -> Option<bool> {
    let (reply, answer) = oneshot::channel();
    bank.send(Transfer { amount, reply }).await.ok()?;
    answer.await.ok()
}

// ANCHOR: main
async fn total(bank: mpsc::Sender<Message>) -> Option<i64> {
    let (reply, answer) = oneshot::channel();
    bank.send(Total { reply }).await.ok()?;
    answer.await.ok()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, mailbox) = mpsc::channel(1);
    let actor = tokio::spawn(bank(mailbox));
    let bob = tokio::spawn(transfer(sender.clone(), 80));
    let alice = tokio::spawn(transfer(sender.clone(), 80));
    let total = total(sender).await.unwrap();
    bob.abort();
    let alice = alice.await.unwrap().unwrap();
    let bob = match bob.await {
        Ok(answer) => answer.unwrap().to_string(),
        Err(_) => "parti".into(),
    };
    let accounts = actor.await.unwrap();
    println!("Alice : {alice}, Bob : {bob}, comptes : {accounts:?}");
    assert_eq!((total, accounts), (100, [20, 80]));
}
// ANCHOR_END: main
