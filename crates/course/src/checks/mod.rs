//! `cargo course test`: every check there is.

pub mod phases;
pub mod programs;
pub mod soak;
mod together;
mod tools;

pub use phases::test;
