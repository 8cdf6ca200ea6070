// Visite une première fois sans attendre qu'on le demande.

use std::future::poll_fn;
use std::task::{Context, Poll, Waker};

pub fn join(
    first: impl Future<Output = u32>,
    second: impl Future<Output = u32>,
) -> impl Future<Output = (u32, u32)> {
    let (mut first, mut second) = (Box::pin(first), Box::pin(second));
    let mut early = Context::from_waker(Waker::noop());
    let mut one = first.as_mut().poll(&mut early);
    let mut other = second.as_mut().poll(&mut early);
    poll_fn(move |context| {
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
}
