//! `cargo course record`: runs listings and writes down what they did, the
//! timelines of those that ask for one, the compiler's message for those that
//! must not compile, and ThreadSanitizer's report of a data race.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cargo;
use crate::explore::{Graph, has_run};
use crate::house::{House, all_or_nothing, write};
use crate::lang::{BOTH, Lang};
use crate::listing::{Ends, Listings, Output, Rule, fail_names};
use crate::process::{Run, run};
use crate::recording::{End, Made, Recording, path};
use crate::sanitizer;
use crate::timeline;

pub fn record(house: &House, names: &[String], force: bool) -> Result<()> {
    let listings = Listings::load(house)?;
    let fails = fail_names(house)?;
    let (mut runs, mut messages) = (Vec::new(), names.is_empty());
    for name in names {
        if fails.contains(name) {
            messages = true;
        } else {
            listings.rule(name)?;
            runs.push(name.as_str());
        }
    }
    if names.is_empty() {
        runs = listings.names().collect();
    }
    if messages {
        record_messages(house)?;
    }

    let mut problems = Vec::new();
    for lang in BOTH {
        let programs = cargo::build(
            house,
            lang,
            if let [one] = runs[..] {
                Some(one)
            } else {
                None
            },
        )?;
        let bar = progress(runs.len() as u64, lang.pick("recording fr", "recording en"));
        for name in &runs {
            bar.set_message(name.to_string());
            let program = programs
                .get(*name)
                .with_context(|| format!("cargo built no `{name}`"))?;
            match once(house, program, listings.rule(name)?) {
                Ok(new) => {
                    if keep(house, lang, name, &new, listings.rule(name)?, force)? {
                        bar.suspend(|| println!("{} {name}: recorded", lang.code()));
                    }
                }
                Err(error) => problems.push(format!("{} {name}: {error:#}", lang.code())),
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
    }
    if let Err(error) = sanitizer::record(house, &runs) {
        problems.push(format!("{error:#}"));
    }
    problems.extend(timeline::record(house, &listings, &runs, force)?);
    all_or_nothing(problems)
}

pub fn progress(length: u64, prefix: &'static str) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {msg}").expect("a template");
    ProgressBar::new(length)
        .with_style(style)
        .with_prefix(prefix)
}

/// Writes a run unless the one that is there agrees with it.
fn keep(
    house: &House,
    lang: Lang,
    name: &str,
    new: &Recording,
    rule: &Rule,
    force: bool,
) -> Result<bool> {
    if rule.output == Output::Set {
        check_member(house, lang, name, new)?;
    }
    let agrees = difference(house, lang, name, new, rule).is_ok_and(|found| found.is_none());
    if agrees && !force {
        return Ok(false);
    }
    write(&path(house, lang, name), &new.format())
}

/// What a new run differs in from the recorded one, by the listing's rule.
pub fn difference(
    house: &House,
    lang: Lang,
    name: &str,
    new: &Recording,
    rule: &Rule,
) -> Result<Option<String>> {
    let old = Recording::load(house, lang, name)?;
    if rule.output != Output::Set {
        return Ok(old.differs(new, rule));
    }
    let members = [&old, new].map(|run| check_member(house, lang, name, run));
    let problem = members.into_iter().find_map(Result::err);
    Ok(problem.map(|error| error.to_string()))
}

fn check_member(house: &House, lang: Lang, name: &str, run: &Recording) -> Result<()> {
    if !has_run(&Graph::load(house, lang, name)?, run) {
        bail!(
            "this run is none of the outcomes that `cargo course explore {name}` finds:\n{}",
            run.format()
        );
    }
    Ok(())
}

/// One run of a listing, refused if it does not end as its rule says.
pub fn once(house: &House, program: &PathBuf, rule: &Rule) -> Result<Recording> {
    end_well(Command::new(program).current_dir(&house.root), rule)
}

pub fn end_well(command: &mut Command, rule: &Rule) -> Result<Recording> {
    let limit = Duration::from_secs(rule.limit_s);
    // The reader's own settings are no part of a recording.
    let settings = rule.threads.iter().map(|threads| threads.variable.as_str());
    for variable in settings.chain(["RUST_BACKTRACE"]) {
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

/// Rewrites the compiler's messages with trybuild.
fn record_messages(house: &House) -> Result<()> {
    println!("recording the compiler's messages…");
    let status = cargo::command(
        house,
        Lang::Fr,
        &[
            "test",
            "--quiet",
            "--package",
            "listings",
            "--test",
            "compile_fail",
        ],
    )
    .env("TRYBUILD", "overwrite")
    .status()
    .context("cannot start cargo")?;
    if !status.success() {
        bail!("a program of listings/fail/ compiles, or cannot be tried; see above");
    }
    Ok(())
}

#[cfg(test)]
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
        let house = House {
            root: folder.path().into(),
        };
        let error = once(&house, &program, rule).unwrap_err().to_string();
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
