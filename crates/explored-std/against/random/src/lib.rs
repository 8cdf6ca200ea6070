//! Programs from seeds, for the engine to be tried with, and the way from one
//! that fails to the smallest that does.

pub mod as_rust;
pub mod asked;
pub mod chance;
pub mod listing;
pub mod program;
pub mod shrink;

pub use chance::Chance;
pub use shrink::smallest;
