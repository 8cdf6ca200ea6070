//! `yield_now`: let other tasks go on.

use super::poll::{Waiter, wait_for_others};
use ::std::future::Future;
use ::std::pin::Pin;
use ::std::task::{Context, Poll};
use explorer::Place;

#[track_caller]
pub fn yield_now() -> impl Future<Output = ()> {
    YieldNow {
        place: Place::caller(),
        yielded: false,
    }
}

struct YieldNow {
    place: Place,
    yielded: bool,
}

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        wait_for_others(self.place);
        Waiter::new(context).wake_others();
        Poll::Pending
    }
}
