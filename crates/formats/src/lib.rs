//! The files that one room writes and another reads: each format has its one
//! definition here, and a schedule its one teller. Text in, values out; nothing
//! here opens a file.

mod count;
pub mod graph;
mod kind;
pub mod lang;
mod made;
pub mod measure;
pub mod programs;
pub mod recording;
pub mod site;
pub mod telling;
pub mod timeline;
mod unreadable;
pub mod verdict;

pub use count::Count;
pub use kind::Kind;
pub use made::Made;
pub use unreadable::Unreadable;
