//! Runs listings and writes evidence. Writes no HTML.

mod asked;
pub mod cargo;
pub mod explore;
pub mod grade;
pub mod listings;
pub mod measure;
pub mod own;
#[cfg_attr(not(unix), path = "no_process.rs")]
pub mod process;
pub mod record;
pub mod refused;
pub mod run;
pub mod sanitizer;
pub mod session;
pub mod timeline;
pub mod workshop;
