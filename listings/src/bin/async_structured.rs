// Un `JoinSet` détruit arrête ses tâches ; une poignée détruite, non.

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

// ANCHOR: watch
struct Watch(&'static str);

impl Drop for Watch {
    fn drop(&mut self) {
        println!("{} : surveillance levée", self.0);
    }
}

async fn guard_room(name: &'static str) {
    let _watch = Watch(name);
    sleep(Duration::from_millis(100)).await;
    println!("{name} : rien à signaler");
}
// ANCHOR_END: watch

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut rooms = JoinSet::new();
    rooms.spawn(guard_room("salle 1"));
    rooms.spawn(guard_room("salle 2"));
    let corridor = tokio::spawn(guard_room("couloir"));

    sleep(Duration::from_millis(50)).await;
    println!("main : l’ensemble est détruit, la poignée aussi");
    drop(rooms);
    drop(corridor);
    sleep(Duration::from_millis(150)).await;
    println!("main : fin");
}
// ANCHOR_END: main
