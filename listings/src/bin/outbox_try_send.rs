// Une boîte d’envoi bornée par client : on n’attend personne, et on compte.

use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

// ANCHOR: member
struct Member {
    outbox: Sender<u32>,
    missed: u32,
}

impl Member {
    fn post(&mut self, line: u32) {
        if self.outbox.try_send(line).is_err() {
            self.missed += 1; // Sa boîte est pleine : tant pis pour lui.
        }
    }
}
// ANCHOR_END: member

// ANCHOR: main
async fn read(mut lines: Receiver<u32>) -> u32 {
    let mut received = 0;
    while lines.recv().await.is_some() {
        received += 1;
    }
    received
}

fn join() -> (Member, JoinHandle<u32>) {
    let (outbox, lines) = channel(1);
    let member = Member { outbox, missed: 0 };
    (member, tokio::spawn(read(lines)))
}

#[tokio::main]
async fn main() {
    let [(mut alice, at_alice), (mut bob, at_bob)] = [join(), join()];
    for line in [1, 2] {
        alice.post(line);
        bob.post(line);
    }
    let missed = [alice.missed, bob.missed];
    drop((alice, bob)); // Leurs boîtes se ferment.
    let received = [at_alice.await.unwrap(), at_bob.await.unwrap()];
    println!("reçues : {received:?}, manquées : {missed:?}");
    assert!((0..2).all(|n| received[n] + missed[n] == 2));
}
// ANCHOR_END: main
