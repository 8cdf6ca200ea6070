//! ThreadSanitizer: whether runs of a listing have a data race, and the report
//! of the race, reduced to what does not change from run to run.
//!
//! `std` itself is not instrumented, so a report counts only if both accesses
//! are the listing's own: with scopes, channels and condition variables others
//! appear that are false.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Result, bail};
use regex::Regex;

use super::process;
use crate::evidence::Evidence;
use crate::evidence::recording::Stream;
use crate::evidence::report::{Report, sanitized};
use crate::source::lang::Lang;
use crate::source::listing::{Listings, Rule, Sanitizer};
use crate::source::project::{Project, all_or_nothing, write};

/// One run may miss a race; twenty do not.
const RUNS: usize = 20;

/// Holds the listings to their rules, and recorded reports to new ones.
pub fn check(project: &Project) -> Result<()> {
    each(
        project,
        |_| true,
        |name, found| match found {
            None => Ok(()),
            Some(found)
                if same_race(&Report::load(project, Lang::Fr, name)?.lines, &found.lines) =>
            {
                Ok(())
            }
            Some(found) => bail!(
                "the race is no longer the recorded one; run `cargo course record {name}` and read the diff. It says now:\n{}",
                found.lines
            ),
        },
    )
}

/// Writes the reports that no longer agree, of these listings.
pub fn record(project: &Project, names: &[&str]) -> Result<()> {
    each(
        project,
        |name| names.contains(&name),
        |name, found| {
            let Some(found) = found else { return Ok(()) };
            let old = Report::load(project, Lang::Fr, name);
            if !old.is_ok_and(|old| same_race(&old.lines, &found.lines)) {
                write(&Report::path(project, Lang::Fr, name), &found.format())?;
                println!("{name}: report of ThreadSanitizer recorded");
            }
            Ok(())
        },
    )
}

/// Examines each listing that is wanted and has a rule; what is found, or that
/// it should not have been, is told of all together.
fn each(
    project: &Project,
    wanted: impl Fn(&str) -> bool,
    then: impl Fn(&str, Option<Report>) -> Result<()>,
) -> Result<()> {
    let listings = Listings::load(project)?;
    let chosen: Vec<(&str, &Rule)> = sanitized(&listings)
        .filter(|(name, _)| wanted(name))
        .collect();
    if chosen.is_empty() {
        return Ok(());
    }
    let Some(rustc) = nightly() else {
        println!(
            "ThreadSanitizer is skipped: no nightly compiler (rustup toolchain install nightly)"
        );
        return Ok(());
    };
    let problems = chosen.into_iter().filter_map(|(name, rule)| {
        let error = examine(project, name, rule, &rustc)
            .and_then(|found| then(name, found))
            .err()?;
        Some(format!("{name}: {error:#}"))
    });
    all_or_nothing(problems.collect())
}

/// The version of the nightly compiler, if there is one.
fn nightly() -> Option<String> {
    let output = nightly_rustc().arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output
        .status
        .success()
        .then(|| text.trim().trim_start_matches("rustc ").to_owned())
}

/// The nightly compiler alone can instrument a program.
fn nightly_rustc() -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "rustc"]);
    command
}

/// The race that runs of a listing have, if they should have one.
fn examine(project: &Project, name: &str, rule: &Rule, rustc: &str) -> Result<Option<Report>> {
    let program = compile(project, name)?;
    let mut found = None;
    for _ in 0..RUNS {
        found = race(&run(&program, rule)?, name)?;
        if found.is_some() {
            break;
        }
    }
    match (rule.sanitizer, found) {
        (Some(Sanitizer::Race), Some(lines)) => Ok(Some(Report {
            rustc: rustc.into(),
            lines,
        })),
        (Some(Sanitizer::Race), None) => bail!(
            "ThreadSanitizer reports no data race in {RUNS} runs; mend the listing, or its rule (sanitizer = \"race\") in listings.toml"
        ),
        (_, Some(lines)) => bail!(
            "ThreadSanitizer reports a data race; mend the listing, or its rule (sanitizer = \"clean\") in listings.toml:\n{lines}"
        ),
        (_, None) => Ok(None),
    }
}

fn compile(project: &Project, name: &str) -> Result<PathBuf> {
    let program = project.target().join("sanitizer").join(name);
    std::fs::create_dir_all(program.parent().expect("a folder"))?;
    let output = nightly_rustc()
        .args(["--edition", "2024", "-g", "-Zsanitizer=thread"])
        // `std` as it is shipped: without the sanitizer.
        .arg("-Cunsafe-allow-abi-mismatch=sanitizer")
        .arg("-o")
        .arg(&program)
        .arg(project.listings().join(format!("src/bin/{name}.rs")))
        .output()?;
    if !output.status.success() {
        bail!(
            "it does not compile for ThreadSanitizer, which knows `std` alone:\n{}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(program)
}

/// What a run said on standard error.
fn run(program: &Path, rule: &Rule) -> Result<String> {
    let limit = Duration::from_secs(rule.limit_s);
    let run = process::run(Command::new(program).env_remove("TSAN_OPTIONS"), limit)?;
    let said: Vec<&str> = run
        .lines
        .iter()
        .filter(|line| line.stream == Stream::Err)
        .map(|line| line.text.as_str())
        .collect();
    let said = said.join("\n");
    if said.contains("FATAL: ThreadSanitizer") {
        bail!("ThreadSanitizer cannot run here:\n{said}");
    }
    Ok(said)
}

/// The first report of two accesses that are both the listing's, reduced.
fn race(said: &str, name: &str) -> Result<Option<String>> {
    let reports = said.split("WARNING: ThreadSanitizer: ").skip(1);
    let races: Vec<&str> = reports.filter(|r| r.starts_with("data race")).collect();
    if races.iter().any(|race| race.contains("#0 <null> <null>")) {
        bail!(
            "ThreadSanitizer cannot say where: install llvm-symbolizer or addr2line (apt-get install binutils)"
        );
    }
    Ok(races.into_iter().find_map(|race| reduced(race, name)))
}

static ACCESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^  (\S.*) of size (\d+) at 0x[0-9a-f]+ by (main thread|thread T\d+).*:\n    #0 (.+?) (/[^:]+):(\d+)(?::\d+)? \(")
        .unwrap()
});

static LOCATION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^  (Location is global '.+' of size \d+) at").unwrap());

/// No address, process, machine's path or frame of `std`.
fn reduced(report: &str, name: &str) -> Option<String> {
    let file = format!("{name}.rs");
    let own = |path: &str| Path::new(path).ends_with(Path::new("listings/src/bin").join(&file));
    let accesses: Vec<_> = ACCESS.captures_iter(report).collect();
    if accesses.len() != 2 || !accesses.iter().all(|access| own(&access[5])) {
        return None;
    }
    let mut lines = String::from("WARNING: ThreadSanitizer: data race\n");
    for access in &accesses {
        let (what, size, thread, function, line) =
            (&access[1], &access[2], &access[3], &access[4], &access[6]);
        lines.push_str(&format!(
            "  {what} of size {size} by {thread}:\n    #0 {function} {file}:{line}\n"
        ));
    }
    if let Some(location) = LOCATION.captures(report) {
        lines.push_str(&format!("  {}\n", &location[1]));
    }
    Some(lines)
}

/// Which thread comes first, and which half of `+= 1`, is chance.
fn same_race(one: &str, other: &str) -> bool {
    static CHANCE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(Previous )?([Rr]ead|[Ww]rite) | T\d+").unwrap());
    let lines = |report: &str| {
        let report = CHANCE.replace_all(report, "").into_owned();
        let mut lines: Vec<String> = report.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    lines(one) == lines(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(file: &str) -> String {
        format!(
            "==================
WARNING: ThreadSanitizer: data race (pid=7062)
  Read of size 8 at 0x5608c7970f50 by thread T1:
    #0 <lunch::Pan as lunch::Eat>::eat /home/a b/listings/src/bin/{file}:16:18 (lunch+0xdb392) (BuildId: 7c4a)
    #1 std::thread::functions::spawn /rustc/e50a/library/std/src/thread/functions.rs:131:20 (lunch+0xd90d9)

  Previous write of size 8 at 0x5608c7970f50 by main thread:
    #0 lunch::main /home/a b/listings/src/bin/lunch.rs:17 (lunch+0xdb420) (BuildId: 7c4a)

  Location is global 'lunch::VISITS' of size 8 at 0x5608c7970f50 (lunch+0x1076f50)

  Thread T1 (tid=7075, running) created by main thread at:
    #0 pthread_create /rustc/llvm/tsan.cpp:1078:3 (lunch+0x4edaa) (BuildId: 7c4a)

SUMMARY: ThreadSanitizer: data race /home/a b/listings/src/bin/lunch.rs:16:18 in lunch::eat
==================
"
        )
    }

    #[test]
    fn a_report_is_reduced_to_what_does_not_change() {
        assert_eq!(
            race(&said("lunch.rs"), "lunch").unwrap().unwrap(),
            "WARNING: ThreadSanitizer: data race
  Read of size 8 by thread T1:
    #0 <lunch::Pan as lunch::Eat>::eat lunch.rs:16
  Previous write of size 8 by main thread:
    #0 lunch::main lunch.rs:17
  Location is global 'lunch::VISITS' of size 8
"
        );
    }

    #[test]
    fn a_report_of_anything_else_does_not_count() {
        assert_eq!(race(&said("other.rs"), "lunch").unwrap(), None);
        let leak = "WARNING: ThreadSanitizer: thread leak (pid=1)\n";
        assert_eq!(race(leak, "lunch").unwrap(), None);
        assert_eq!(race("boom", "lunch").unwrap(), None);
    }

    #[test]
    fn a_report_without_places_names_the_remedy() {
        let blind = said("lunch.rs").replace("#0 lunch::main /home", "#0 <null> <null> /home");
        let error = race(&blind, "lunch").unwrap_err().to_string();
        assert!(
            error.contains("install llvm-symbolizer or addr2line"),
            "{error}"
        );
    }

    #[test]
    fn chance_makes_no_other_race() {
        let report = |one: &str, other: &str| {
            format!(
                "data race\n  {one} of size 8 by thread T1:\n    #0 a::b a.rs:1\n  {other} of size 8 by thread T2:\n    #0 a::c a.rs:2\n"
            )
        };
        let old = report("Read", "Previous write");
        assert!(same_race(&old, &report("Write", "Previous write")));
        assert!(!same_race(
            &old,
            &report("Write", "Previous write").replace("a.rs:2", "a.rs:3")
        ));
        let turned = "data race\n  Write of size 8 by thread T2:\n    #0 a::c a.rs:2\n  Previous read of size 8 by thread T1:\n    #0 a::b a.rs:1\n";
        assert!(same_race(&old, turned));
    }
}
