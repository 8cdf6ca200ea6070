//! A program that explores: what it answers, and whose fault it is where there is
//! none.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;
use wait_timeout::ChildExt;

use crate::source::project::read;

/// It runs. What it says goes to files, for an answer may be long.
pub struct Asked {
    child: Child,
    folder: TempDir,
}

impl Asked {
    pub fn start(program: &Path, within: &Path, question: &str) -> Result<Asked> {
        let folder = tempfile::tempdir()?;
        let [asked, out, err] = ["asked", "out", "err"].map(|name| folder.path().join(name));
        fs::write(&asked, question)?;
        let child = Command::new(program)
            .current_dir(within)
            .env_remove("RUST_BACKTRACE")
            .stdin(File::open(&asked)?)
            .stdout(File::create(&out)?)
            .stderr(File::create(&err)?)
            .spawn()?;
        Ok(Asked { child, folder })
    }

    /// Its answer; or, as an error, what it says instead.
    pub fn answer(mut self, limit: Duration) -> Result<String> {
        let Some(status) = self.child.wait_timeout(limit)? else {
            self.child.kill()?;
            self.child.wait()?;
            bail!("the exploration did not end within {limit:.0?}; make it smaller");
        };
        let said = |name| read(&self.folder.path().join(name));
        match (status.success(), said("err")?.trim()) {
            (true, _) => said("out"),
            (false, "") => bail!("the exploration was stopped: {status}"),
            (false, why) => bail!("{why}"),
        }
    }
}

/// The library of a package.
pub struct Library {
    pub name: String,
    pub path: PathBuf,
}

/// What the compiler says of a program under the real `std`, if it refuses it.
pub fn refused(path: &Path, edition: &str, library: Option<&Library>) -> Result<Option<String>> {
    let made = tempfile::tempdir()?;
    let rustc = |kind: &str, name: &str, path: &Path| {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
        rustc
            .args(["--edition", edition, "--crate-type", kind])
            .args(["--crate-name", name, "--emit=metadata", "-Awarnings"])
            .args(["--color=never", "-L"])
            .arg(made.path())
            .arg("--out-dir")
            .arg(made.path())
            .arg(path);
        rustc
    };
    let mut checks = Vec::new();
    let mut last = rustc("bin", "own", path);
    if let Some(Library { name, path }) = library {
        checks.push(rustc("lib", name, path));
        last.args(["--extern", name]);
    }
    checks.push(last);
    for mut check in checks {
        let output = check.output().context("cannot start rustc")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Ok(Some(said.trim_end().to_owned()));
        }
    }
    Ok(None)
}
