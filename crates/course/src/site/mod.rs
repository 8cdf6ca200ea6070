//! A folder on disk, and a server of it.

mod announce;
mod manifest;
mod search;
pub mod serve;
mod steps;

pub use manifest::manifest;
pub use steps::{Run, Site, Step, publish};
