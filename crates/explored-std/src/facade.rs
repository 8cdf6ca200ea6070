//! What a façade beside this one stands on: how values are shown, which object is
//! which, what a thread can leave. Not for listings.

pub use crate::left::Leaves;
pub use crate::show::{Exact, HIDDEN, Show, shown};
pub use crate::sync::shared::Shared;
pub use crate::tag::Tag;
pub use crate::thread::run::finish;
