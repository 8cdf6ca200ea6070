// Deux `Future` prêts dès la première visite.

use std::future::ready;
use std::pin::pin;
use std::task::{Context, Waker};

use super::answer::join;

pub fn main() {
    let mut both = pin!(join(ready(1), ready(2)));
    let mut context = Context::from_waker(Waker::noop());
    println!("{:?}", both.as_mut().poll(&mut context));
}
