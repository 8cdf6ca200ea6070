//! What happens once, whoever comes first.

mod lazy_lock;
mod once_lock;
mod once_only;
mod stages;

pub use lazy_lock::LazyLock;
pub use once_lock::OnceLock;
pub use once_only::{Once, OnceState};
