//! What `tokio_util` has beside.

mod cancellation;
mod tracker;

pub mod sync {
    pub use super::cancellation::{CancellationToken, DropGuard};
}

pub mod task {
    pub use super::tracker::TaskTracker;
}
