//! Cargo itself, and what it says that it built.

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use crate::source::project::Project;

/// The cargo that runs this program, or the one on the path. What it compiles, it
/// compiles with rustc alone, also where the checks compile with clippy.
pub fn cargo() -> Command {
    let mut cargo = checked();
    cargo.env_remove(WRAPPER);
    cargo
}

/// Cargo for what the checks want compiled by clippy, and compiled once.
pub fn checked() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
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
    Ok(built(messages)?.programs)
}

/// What a command says that it built, and why not the rest.
#[derive(Default)]
pub struct Built {
    pub programs: BTreeMap<String, PathBuf>,
    pub errors: Vec<Error>,
}

/// An error of the compiler's.
pub struct Error {
    /// As the compiler shows it.
    pub text: String,
    /// Those that it points into.
    pub files: BTreeSet<String>,
}

/// The argument that asks for what `built` reads; in colour, where that is shown.
pub fn messages() -> &'static str {
    match std::io::stderr().is_terminal() {
        true => "--message-format=json-diagnostic-rendered-ansi",
        false => "--message-format=json",
    }
}

pub fn built(messages: &[u8]) -> Result<Built> {
    let mut built = Built::default();
    for line in String::from_utf8_lossy(messages).lines() {
        let line: Value = serde_json::from_str(line)?;
        let name = line["target"]["name"].as_str();
        if let (Some(name), Some(path)) = (name, line["executable"].as_str()) {
            built.programs.insert(name.to_owned(), PathBuf::from(path));
        }
        let message = &line["message"];
        if message["level"] == "error" {
            let mut files = BTreeSet::new();
            files_of(&message["spans"], &mut files);
            built.errors.push(Error {
                text: message["rendered"].as_str().unwrap_or_default().to_owned(),
                files,
            });
        }
    }
    Ok(built)
}

/// The files of spans, and of the macros that they come from.
fn files_of(spans: &Value, files: &mut BTreeSet<String>) {
    for span in spans.as_array().into_iter().flatten() {
        files.extend(span["file_name"].as_str().map(str::to_owned));
        let from = &span["expansion"]["span"];
        if from.is_object() {
            files_of(&Value::Array(vec![from.clone()]), files);
        }
    }
}
