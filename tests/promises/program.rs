//! The program `cargo course`, for the promises about the whole of it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use course::make::listings;
use course::source::lang::Lang;
use tests::project;

/// The tool, and what makes the search index.
const PACKAGES: &[&str] = &[
    "build",
    "--quiet",
    "--package=course",
    "--package=search-index",
];

/// Built once, as a reader's `cargo course` would.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let project = project();
    let build = listings::command(&project, Lang::Fr, PACKAGES)
        .status()
        .expect("cargo starts");
    assert!(
        build.success(),
        "course/ does not compile; the compiler's messages are above"
    );
    project
        .target()
        .join("debug/course")
        .with_extension(std::env::consts::EXE_EXTENSION)
});

/// `cargo course …`, called from this folder.
pub fn course(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(&*PROGRAM);
    command.args(arguments).current_dir(folder);
    command
}
