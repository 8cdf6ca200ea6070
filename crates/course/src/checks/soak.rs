//! `cargo course test --soak`: the same programs again and again. CI has a
//! little of it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::phases::{self, node_with};
use super::programs;
use crate::evidence::recording::{End, Stream};
use crate::make::cargo::cargo;
use crate::make::listings;
use crate::make::process::{Run, run};
use crate::source::lang::Lang;
use crate::source::project::Project;

/// How often the processes of `process_workers` are killed, all of them.
const KILLED: usize = 100;

/// How many clients lay siege to `chat_server`.
const CONNECTIONS: &str = "10000";

/// How long random programs are held against the axioms, and merged against unmerged.
const ORACLE_MINUTES: &str = "10";
/// How many generated programs are held against shuttle and Miri.
const WITNESSED: &str = "200";

pub fn soak(project: &Project) -> Result<()> {
    let lost = workers_killed(project, KILLED)?;
    println!(
        "process_workers ran {KILLED} times with its processes killed at random: {lost} attempts lost, no job lost or done twice"
    );
    println!("chat_server, with {CONNECTIONS} connections:");
    let siege =
        r#"ulimit -n "$(ulimit -Hn)"; exec cargo run --quiet -p tests --example siege "$0""#;
    phases::run(project, Command::new("sh").args(["-c", siege, CONNECTIONS]))?;
    engine(project)?;
    programs::soak(project)?;
    println!("every level of the site in book/ in both editions, every page in both widths:");
    for suite in ["levels", "pages"] {
        node_with(project, suite, &[("SOAK", "1")])?;
    }
    Ok(())
}

/// What explores, against what shares no line with it; each says how many
/// programs it compared, and from which seed.
fn engine(project: &Project) -> Result<()> {
    println!(
        "random programs against axioms, and merged against unmerged, {ORACLE_MINUTES} minutes:"
    );
    let tests = [
        "test",
        "--quiet",
        "-p",
        "explored-std-tests",
        "random",
        "--",
        "--nocapture",
    ];
    let oracle = &mut cargo();
    phases::run(
        project,
        oracle.args(tests).env("ORACLE_MINUTES", ORACLE_MINUTES),
    )?;
    println!("{WITNESSED} generated programs against their unmerged search, shuttle and Miri:");
    let witness = [
        "run",
        "--quiet",
        "-p",
        "tests",
        "--example",
        "witness",
        "--",
        WITNESSED,
    ];
    phases::run(project, cargo().args(witness))
}

/// Runs `process_workers` while it kills its own processes; fails unless every
/// job is answered once each time. Says how many attempts were lost.
pub fn workers_killed(project: &Project, times: usize) -> Result<usize> {
    const NAME: &str = "process_workers";
    let programs = listings::build(project, Lang::Fr, Some(NAME))?;
    let program = programs
        .get(NAME)
        .with_context(|| format!("cargo built no `{NAME}`"))?;
    (0..times).map(|_| run_killing(program)).sum()
}

fn run_killing(program: &Path) -> Result<usize> {
    let Run { lines, end } = run(Command::new(program).arg("kill"), Duration::from_secs(60))?;
    let printed: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let answers = lines
        .iter()
        .filter(|line| line.stream == Stream::Out)
        .filter_map(|line| answer(&line.text));
    if end != End::Exit(0) || !answers.eq((1..=7).map(|n| (n, n * n))) {
        bail!(
            "process_workers, its processes killed at random, ended with {end:?} and printed:\n{}",
            printed.join("\n")
        );
    }
    Ok(printed.len() - 7)
}

/// The job and its square, of a line that is an answer and not a lost attempt.
fn answer(line: &str) -> Option<(u64, u64)> {
    let (job, square) = line.split_once('\u{a0}')?;
    let job = job.rsplit(' ').next()?.parse().ok()?;
    Some((job, square.strip_prefix(": ")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_from_a_lost_attempt() {
        assert_eq!(answer("travail 6\u{a0}: 36"), Some((6, 36)));
        assert_eq!(
            answer("travail 4\u{a0}: essai 1 perdu, processus remplacé"),
            None
        );
    }
}
