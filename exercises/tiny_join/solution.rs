// Une structure : deux `Future` épinglés, et ce qu'ils ont répondu.

use std::pin::Pin;
use std::task::{Context, Poll};

struct Join<A, B> {
    first: Pin<Box<A>>,
    second: Pin<Box<B>>,
    answers: (Option<u32>, Option<u32>),
}

pub fn join<A, B>(first: A, second: B) -> impl Future<Output = (u32, u32)>
where
    A: Future<Output = u32>,
    B: Future<Output = u32>,
{
    Join {
        first: Box::pin(first),
        second: Box::pin(second),
        answers: (None, None),
    }
}

impl<A, B> Future for Join<A, B>
where
    A: Future<Output = u32>,
    B: Future<Output = u32>,
{
    type Output = (u32, u32);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<(u32, u32)> {
        let join = &mut *self;
        visit(join.first.as_mut(), &mut join.answers.0, context);
        visit(join.second.as_mut(), &mut join.answers.1, context);
        match join.answers {
            (Some(first), Some(second)) => Poll::Ready((first, second)),
            _ => Poll::Pending,
        }
    }
}

fn visit<F>(future: Pin<&mut F>, answer: &mut Option<u32>, context: &mut Context)
where
    F: Future<Output = u32>,
{
    if answer.is_none()
        && let Poll::Ready(value) = future.poll(context)
    {
        *answer = Some(value);
    }
}
