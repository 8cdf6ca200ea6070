// Des tâches qui partagent un `Rc` : elles ne quittent pas leur thread.

use std::cell::RefCell;
use std::rc::Rc;
use tokio::task::{spawn_local, yield_now};

// ANCHOR: main
#[tokio::main(flavor = "local")]
async fn main() {
    let scores = Rc::new(RefCell::new(Vec::new()));
    let players = ["alice", "bob"].map(|player| {
        let scores = Rc::clone(&scores);
        spawn_local(async move {
            for points in [10, 20] {
                scores.borrow_mut().push((player, points));
                yield_now().await;
            }
        })
    });
    for player in players {
        player.await.unwrap();
    }
    let total: u32 = scores.borrow().iter().map(|(_, p)| p).sum();
    println!("{} coups, {total} points", scores.borrow().len());
    assert_eq!(total, 60);
}
// ANCHOR_END: main
