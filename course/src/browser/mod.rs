//! The listings as programs of the reader's browser.

mod rewrite;
pub use rewrite::finish;
