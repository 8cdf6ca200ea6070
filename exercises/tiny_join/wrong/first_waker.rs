// Ne transmet que le réveilleur de la première visite.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

pub async fn join(
    first: impl Future<Output = u32>,
    second: impl Future<Output = u32>,
) -> (u32, u32) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut other) = (Poll::Pending, Poll::Pending);

    let mut kept: Option<Waker> = None;
    poll_fn(|context| {
        let waker = kept.get_or_insert_with(|| context.waker().clone());
        let context = &mut Context::from_waker(waker);
        if one.is_pending() {
            one = first.as_mut().poll(context);
        }
        if other.is_pending() {
            other = second.as_mut().poll(context);
        }
        match (one, other) {
            (Poll::Ready(one), Poll::Ready(other)) => Poll::Ready((one, other)),
            _ => Poll::Pending,
        }
    })
    .await
}
