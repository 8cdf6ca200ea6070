//! The tool `cargo course`, as a library that its tests and `tests/` call.

pub mod announce;
pub mod browser;
pub mod cargo;
pub mod checks;
pub mod commands;
pub mod explore;
pub mod extract;
pub mod house;
pub mod lang;
pub mod listing;
pub mod measure;
pub mod memo;
pub mod pages;
pub mod po;
pub mod process;
pub mod record;
pub mod recording;
pub mod sanitizer;
pub mod search;
pub mod serve;
pub mod site;
pub mod soak;
pub mod stand_in;
pub mod timeline;
