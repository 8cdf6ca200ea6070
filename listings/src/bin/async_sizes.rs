// Un `Future` contient ce qui vit d’un côté à l’autre d’un `await`.

use std::future::ready;
use std::mem::size_of_val;

// ANCHOR: across
fn fill(page: &mut [u8]) {
    page.fill(1);
}

async fn short() -> u8 {
    ready(()).await;
    1
}

async fn kept() -> u8 {
    let mut page = [0; 1000];
    fill(&mut page);
    ready(()).await;
    page[0]
}

async fn left() -> u8 {
    let first = {
        let mut page = [0; 1000];
        fill(&mut page);
        page[0]
    };
    ready(()).await;
    first
}
// ANCHOR_END: across

// ANCHOR: calls
async fn in_turn() -> u8 {
    kept().await + kept().await
}

async fn together() -> u8 {
    let (one, other) = tokio::join!(kept(), kept());
    one + other
}

async fn boxed() -> u8 {
    Box::pin(kept()).await
}
// ANCHOR_END: calls

fn main() {
    println!("short : {}", size_of_val(&short()));
    println!("kept : {}", size_of_val(&kept()));
    println!("left : {}", size_of_val(&left()));
    println!("in_turn : {}", size_of_val(&in_turn()));
    println!("together : {}", size_of_val(&together()));
    println!("boxed : {}", size_of_val(&boxed()));
}
