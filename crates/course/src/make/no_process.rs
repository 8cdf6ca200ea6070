//! In the place of `process.rs` on a system that is not Unix.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::evidence::recording::{End, Line};

pub struct Run {
    pub lines: Vec<Line>,
    pub end: End,
}

pub fn run(_: &mut Command, _: Duration) -> Result<Run> {
    bail!("what a program prints is recorded on Linux and macOS only, and in WSL on Windows")
}
