//! `cargo course test`: every check there is.

mod phases;
pub mod programs;
pub mod soak;

pub use phases::test;
