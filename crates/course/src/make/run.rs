//! One run of a listing, held to its rule.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::process::{Run, run};
use crate::evidence::recording::{End, Made, Recording};
use crate::source::listing::{Ends, Output, Rule};
use crate::source::project::Project;

/// One run of a listing, refused if it does not end as its rule says.
pub fn once(project: &Project, program: &PathBuf, rule: &Rule) -> Result<Recording> {
    end_well(Command::new(program).current_dir(&project.root), rule)
}

pub fn end_well(command: &mut Command, rule: &Rule) -> Result<Recording> {
    let limit = Duration::from_secs(rule.limit_s);
    // The reader's own settings are no part of a recording.
    let settings = rule.threads.iter().map(|threads| threads.variable.as_str());
    for variable in settings.chain(["RUST_BACKTRACE", "RUST_LOG"]) {
        command.env_remove(variable);
    }
    let Run { lines, end } = run(command, limit)?;
    let last: Vec<&str> = lines
        .iter()
        .rev()
        .take(3)
        .rev()
        .map(|line| line.text.as_str())
        .collect();
    let last = last.join("\n  ");
    match (&end, rule.ends) {
        // The exploration says how it may end.
        _ if rule.output == Output::Set => {}
        (End::Exit(0), Ends::Exit) | (End::Panic, Ends::Panic) | (End::Limit, Ends::Hang) => {}
        (End::Limit, _) => bail!(
            "it did not end within {} s; mend it, or say `limit_s = …` or `ends = \"hang\"` in listings.toml. Its last lines:\n  {last}",
            rule.limit_s
        ),
        (End::Panic, _) => bail!(
            "it panicked; mend it, or say `ends = \"panic\"` in listings.toml. Its last lines:\n  {last}"
        ),
        (end, wanted) => {
            bail!("it ended with {end:?} where {wanted:?} is expected. Its last lines:\n  {last}")
        }
    }
    Ok(Recording {
        made: made()?,
        lines,
        end,
    })
}

/// Of now, on this machine.
pub fn made() -> Result<Made> {
    let version = Command::new("rustc")
        .arg("--version")
        .output()
        .context("cannot start rustc")?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let rustc = version
        .split(' ')
        .nth(1)
        .context("rustc did not say its version")?
        .to_owned();
    let date = Command::new("date")
        .arg("+%Y-%m-%d")
        .output()
        .context("cannot start date")?;
    Ok(Made {
        date: String::from_utf8_lossy(&date.stdout).trim().into(),
        cores: std::thread::available_parallelism()?.to_string(),
        rustc,
    })
}

pub fn progress(length: u64, prefix: &'static str) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {msg}").expect("a template");
    ProgressBar::new(length)
        .with_style(style)
        .with_prefix(prefix)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    /// A shell script in the place of a listing.
    fn check_refused(script: &str, rule: &Rule, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let project = Project {
            root: folder.path().into(),
        };
        let error = once(&project, &program, rule).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_listing_that_never_ends_is_refused() {
        let rule = Rule {
            limit_s: 1,
            ..Rule::default()
        };
        check_refused(
            "echo début; exec tail -f /dev/null",
            &rule,
            "did not end within 1 s",
        );
    }

    #[test]
    fn an_unexpected_panic_is_refused_with_its_last_lines() {
        check_refused(
            "echo panicked at a.rs >&2; exit 101",
            &Rule::default(),
            "it panicked; mend it",
        );
        check_refused(
            "echo panicked at a.rs >&2; exit 101",
            &Rule::default(),
            "panicked at a.rs",
        );
    }

    #[test]
    fn an_expected_panic_that_does_not_come_is_refused() {
        let rule = Rule {
            ends: Ends::Panic,
            ..Rule::default()
        };
        check_refused("exit 0", &rule, "Exit(0) where Panic is expected");
    }
}
