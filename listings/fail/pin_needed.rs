// `first` désigne une case de `menu`, et les deux sont dans le `Future`.

use std::future::ready;
use std::pin::Pin;
use std::task::{Context, Waker};

async fn first_dish() -> u32 {
    let menu = [7, 12, 9];
    let first = &menu[0];
    ready(()).await;
    *first
}

fn main() {
    let mut dinner = first_dish();
    let mut context = Context::from_waker(Waker::noop());
    let _ = Pin::new(&mut dinner).poll(&mut context);
}
