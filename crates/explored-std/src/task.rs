//! Tasks: what wakes one is in an `Arc`.

pub use ::std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker, ready};

use crate::sync::Arc;
use ::std::sync::Arc as Real;

pub trait Wake {
    fn wake(self: Arc<Self>);

    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }
}

impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for Waker {
    fn from(wake: Arc<W>) -> Waker {
        Waker::from(Real::new(Woken(wake)))
    }
}

struct Woken<W>(Arc<W>);

impl<W: Wake + Send + Sync + 'static> ::std::task::Wake for Woken<W> {
    fn wake(self: Real<Self>) {
        self.0.wake_by_ref();
    }
}
