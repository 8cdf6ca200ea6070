//! `tokio::task`: tasks, as threads of the engine that are polled.

pub(crate) mod blocking;
pub(crate) mod home;
mod join;
mod local;
pub(crate) mod poll;
pub(crate) mod run;
mod set;
mod yielding;

pub use blocking::spawn_blocking;
pub use join::{AbortHandle, JoinError, JoinHandle};
pub use local::LocalKey;
pub use run::{Id, spawn};
pub use set::JoinSet;
pub use yielding::yield_now;

pub mod futures {
    pub use super::local::TaskLocalFuture;
}
