// `spawn` peut changer une tâche de thread : tout ce qu’elle garde est `Send`.

use std::rc::Rc;
use tokio::task::yield_now;

#[tokio::main]
async fn main() {
    let scores = Rc::new(vec![10, 20]);
    let shared = Rc::clone(&scores);
    tokio::spawn(async move {
        yield_now().await;
        drop(shared);
    });
}
