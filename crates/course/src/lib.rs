//! The tool `cargo course`, as a library that its tests and `tests/` call.
//!
//! Eight rooms, from below: each knows those before it, never those after.

pub mod source;

pub mod evidence;

pub mod make;

pub mod pages;

pub mod exercises;

pub mod programs;

pub mod site;

pub mod checks;

pub mod commands;
