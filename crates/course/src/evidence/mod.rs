//! What a command made and a page shows: where each file stands, how it is
//! read, what is said when it is damaged. Starts no process, writes no HTML.

pub mod graph;
pub mod measure;
pub mod outcomes;
pub mod recording;
pub mod report;
pub mod timeline;
pub mod walk;
