//! What build.rs and skeptic make of the pages: a test for each Rust block.
//! promises/skeptic.rs builds this program and runs it.

include!(concat!(env!("OUT_DIR"), "/skeptic/skeptic-tests.rs"));
