// Ne détruit jamais les deux `Future`.

use std::future::poll_fn;
use std::mem::ManuallyDrop;
use std::task::Poll;

pub fn join(
    first: impl Future<Output = u32>,
    second: impl Future<Output = u32>,
) -> impl Future<Output = (u32, u32)> {
    let mut first = ManuallyDrop::new(Box::pin(first));
    let mut second = ManuallyDrop::new(Box::pin(second));
    let (mut one, mut other) = (Poll::Pending, Poll::Pending);
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
