//! `std::thread`: real threads, whose lives and waits are noted.

mod builder;
mod join;
mod scope;

pub use builder::Builder;
pub use join::JoinHandle;
pub use scope::{Scope, ScopedJoinHandle, scope};

pub use ::std::thread::{
    AccessError, LocalKey, Result, Thread, ThreadId, available_parallelism, current, panicking,
    yield_now,
};

use crate::timeline::{For, What, lane, live, place, spend};
use ::std::panic::Location;
use ::std::time::Duration;

#[track_caller]
pub fn spawn<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let lane = lane(place(Location::caller()), None);
    JoinHandle {
        lane,
        real: ::std::thread::spawn(move || live(lane, body)),
    }
}

pub fn sleep(time: Duration) {
    spend(What::Sleep, For::Nothing, || ::std::thread::sleep(time));
}

pub fn park() {
    spend(What::Park, For::Nothing, ::std::thread::park);
}

pub fn park_timeout(time: Duration) {
    spend(What::Park, For::Nothing, || {
        ::std::thread::park_timeout(time)
    });
}
