// Un emprunt gardé à travers un `.await` : l’autre tâche panique.

use std::cell::RefCell;
use std::rc::Rc;
use tokio::task::{spawn_local, yield_now};

#[expect(clippy::await_holding_refcell_ref)]
// ANCHOR: main
#[tokio::main(flavor = "local")]
async fn main() {
    let scores = Rc::new(RefCell::new(Vec::new()));
    let players = ["alice", "bob"].map(|player| {
        let scores = Rc::clone(&scores);
        spawn_local(async move {
            let mut scores = scores.borrow_mut();
            yield_now().await;
            scores.push((player, 10));
        })
    });
    for player in players {
        println!("a joué : {}", player.await.is_ok());
    }
    println!("{:?}", scores.borrow());
}
// ANCHOR_END: main
