// Se réveille soi-même à chaque visite : une attente active.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

pub async fn join(
    first: impl Future<Output = u32>,
    second: impl Future<Output = u32>,
) -> (u32, u32) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut other) = (Poll::Pending, Poll::Pending);

    poll_fn(|context| {
        if one.is_pending() {
            one = first.as_mut().poll(context);
        }
        if other.is_pending() {
            other = second.as_mut().poll(context);
        }
        match (one, other) {
            (Poll::Ready(one), Poll::Ready(other)) => Poll::Ready((one, other)),
            _ => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    })
    .await
}
