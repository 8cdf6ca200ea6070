// Visite encore celui qui a répondu.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

pub async fn join(
    first: impl Future<Output = u32>,
    second: impl Future<Output = u32>,
) -> (u32, u32) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut other) = (None, None);
    poll_fn(|context| {
        if let Poll::Ready(value) = first.as_mut().poll(context) {
            one = Some(value);
        }
        if let Poll::Ready(value) = second.as_mut().poll(context) {
            other = Some(value);
        }
        match (one, other) {
            (Some(one), Some(other)) => Poll::Ready((one, other)),
            _ => Poll::Pending,
        }
    })
    .await
}
