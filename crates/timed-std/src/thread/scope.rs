//! `thread::scope`: what waits is its end.

use super::{Result, Thread};
use crate::timeline::{For, LaneId, What, lane, live, now, place, span, spend};
use ::std::panic::Location;

#[derive(Debug)]
#[repr(transparent)]
pub struct Scope<'scope, 'env: 'scope>(pub(super) ::std::thread::Scope<'scope, 'env>);

#[derive(Debug)]
pub struct ScopedJoinHandle<'scope, T> {
    pub(super) lane: LaneId,
    pub(super) real: ::std::thread::ScopedJoinHandle<'scope, T>,
}

pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let mut from = 0;
    let result = ::std::thread::scope(|real| {
        // SAFETY: `Scope` is the real one under another name (`transparent`).
        let scope = unsafe { &*(&raw const *real).cast::<Scope>() };
        let result = body(scope);
        from = now();
        result
    });
    span(What::Scope, For::Nothing, from, now());
    result
}

impl<'scope> Scope<'scope, '_> {
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, body: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let lane = lane(place(Location::caller()), None);
        ScopedJoinHandle {
            lane,
            real: self.0.spawn(move || live(lane, body)),
        }
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    pub fn join(self) -> Result<T> {
        spend(What::Join, For::Thread(self.lane), || self.real.join())
    }

    pub fn thread(&self) -> &Thread {
        self.real.thread()
    }

    pub fn is_finished(&self) -> bool {
        self.real.is_finished()
    }
}
