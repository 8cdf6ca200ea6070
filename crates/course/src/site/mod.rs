//! A folder on disk, and a server of it.

mod announce;
pub mod search;
pub mod serve;
mod steps;

pub use steps::{Run, Site, publish};
