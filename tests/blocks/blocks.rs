//! What skeptic makes of the pages.

include!(concat!(env!("OUT_DIR"), "/skeptic/skeptic-tests.rs"));
