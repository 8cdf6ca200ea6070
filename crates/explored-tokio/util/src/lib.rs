//! A stand-in for `tokio_util`, on the one for `tokio`.

pub use explored_tokio::util::{sync, task};
