// Une visite pour l'un, la suivante pour l'autre.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

pub async fn join(
    first: impl Future<Output = u32>,
    second: impl Future<Output = u32>,
) -> (u32, u32) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut other) = (Poll::Pending, Poll::Pending);

    let mut turn = false;
    poll_fn(|context| {
        turn = !turn;
        if one.is_pending() && (turn || other.is_ready()) {
            one = first.as_mut().poll(context);
        } else if other.is_pending() {
            other = second.as_mut().poll(context);
        }
        match (one, other) {
            (Poll::Ready(one), Poll::Ready(other)) => Poll::Ready((one, other)),
            _ => Poll::Pending,
        }
    })
    .await
}
