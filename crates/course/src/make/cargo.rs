//! Cargo itself, and what it says that it built.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::source::project::Project;

/// The cargo that runs this program, or the one on the path. What it compiles, it
/// compiles with rustc alone, also where the checks compile with clippy.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.env_remove(WRAPPER);
    cargo
}

/// The variable that names what compiles a workspace's own crates.
pub const WRAPPER: &str = "RUSTC_WORKSPACE_WRAPPER";

/// Cargo in a generated package: what it depends on is compiled once, for all.
pub fn generated(project: &Project, folder: &Path) -> Command {
    let mut cargo = cargo();
    cargo
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_BUILD_BUILD_DIR", project.target().join("build"));
    cargo
}

/// The programs that cargo's messages say it built, by name.
pub fn programs(messages: &[u8]) -> Result<BTreeMap<String, PathBuf>> {
    let mut programs = BTreeMap::new();
    for line in String::from_utf8_lossy(messages).lines() {
        let message: serde_json::Value = serde_json::from_str(line)?;
        if let (Some(name), Some(path)) = (
            message["target"]["name"].as_str(),
            message["executable"].as_str(),
        ) {
            programs.insert(name.to_owned(), PathBuf::from(path));
        }
    }
    Ok(programs)
}
