//! `tokio` as shuttle has it: what the explorer finds of tasks is held against the
//! depth-first search of another tool.
//!
//! It knows no time and no threads of a runtime, and begins `select!` by chance: a
//! listing that needs one is listed as an exception.

pub use shuttle_tokio::*;
