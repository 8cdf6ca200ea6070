// Un `Stream` : une suite dont chaque élément se fait attendre.

use futures::stream::{self, Stream, StreamExt};
use std::pin::pin;
use std::time::Duration;
use tokio::time::sleep;

// ANCHOR: pages
fn pages(last: u32) -> impl Stream<Item = u32> {
    stream::unfold(1, move |page| async move {
        if page > last {
            return None;
        }
        println!("page {page} : demandée");
        sleep(Duration::from_millis(20)).await;
        Some((page, page + 1)) // L’élément, puis l’état suivant.
    })
}
// ANCHOR_END: pages

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut pages = pin!(pages(100));
    println!("rien n’est demandé");
    while let Some(page) = pages.next().await {
        println!("page {page} : reçue");
        if page == 3 {
            break;
        }
    }
}
// ANCHOR_END: main
