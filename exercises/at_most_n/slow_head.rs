// La première page ne finit que si la troisième a commencé.

use tokio::sync::oneshot::{self, Receiver, Sender};

use super::answer::fetch_all;

async fn page(
    answer: u32,
    waits: Option<Receiver<()>>,
    tells: Option<Sender<()>>,
) -> u32 {
    if let Some(waits) = waits {
        waits.await.unwrap();
    }
    if let Some(tells) = tells {
        tells.send(()).unwrap();
    }
    answer
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (tells, waits) = oneshot::channel();
    let pages = vec![
        page(3, Some(waits), None),
        page(1, None, None),
        page(2, None, Some(tells)),
    ];
    println!("{:?}", fetch_all(2, pages).await);
}
