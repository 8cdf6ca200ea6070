//! A queue that is closed, and the threads that it is tried with.

pub mod queue;
pub mod sync;
