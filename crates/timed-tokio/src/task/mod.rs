//! Tasks: tokio's own, timed.

mod join_handle;
mod join_set;
mod local;

use std::panic::Location;

use timed_std::tasks;
use timed_std::timeline::{Ended, For, LaneId, What};

use crate::lane::Task;
use crate::wait::wait;

pub use join_handle::JoinHandle;
pub use join_set::JoinSet;
pub use local::{LocalSet, spawn_local};
pub use tokio::task::{AbortHandle, Id, JoinError, block_in_place, coop, futures, id, try_id};

#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let lane = tasks::task(Location::caller());
    JoinHandle::new(lane, tokio::spawn(Task::spawned(lane, future)))
}

#[track_caller]
pub fn spawn_blocking<F, R>(body: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    let lane = tasks::blocking(Location::caller());
    JoinHandle::new(lane, tokio::task::spawn_blocking(blocking(lane, body)))
}

/// Whatever it waits for, it could go on at once.
pub async fn yield_now() {
    wait(What::Ready, For::Nothing, tokio::task::yield_now()).await;
}

/// The body of a blocking task, timed.
pub(crate) fn blocking<R>(lane: LaneId, body: impl FnOnce() -> R) -> impl FnOnce() -> R {
    struct End(LaneId);
    impl Drop for End {
        fn drop(&mut self) {
            let panicked = std::thread::panicking();
            tasks::end(self.0, panicked.then_some(Ended::Panicked));
        }
    }
    move || {
        tasks::run(lane, || {
            let _end = End(lane);
            body()
        })
    }
}
