//! Phases side by side: each in a process of its own, so that what it prints is
//! read in one piece when it has ended.

use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::phases::Phase;

/// How many at once: one that compiles, and two that drive browsers and wait as
/// often as they work.
const AT_ONCE: usize = 3;

/// How the process of a phase ends that has found nothing to do, and said why.
pub const SKIPPED: u8 = 77;

/// How a phase ended.
pub struct Ended {
    pub phase: &'static Phase,
    pub end: End,
    pub time: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Passed,
    Skipped,
    Failed,
}

/// Runs phases, three at a time: none before those it stands on have ended, and no
/// two that compile. Says when each begins and ends, and what it printed.
pub fn together(phases: &[&'static Phase], start: Instant) -> Result<Vec<Ended>> {
    // Asked for once: a phase may link this program anew.
    let program = std::env::current_exe()?;
    let mut waiting = phases.to_vec();
    let mut running: Vec<&Phase> = Vec::new();
    let mut ended: Vec<Ended> = Vec::new();
    let (tell, told) = mpsc::channel();
    while !waiting.is_empty() || !running.is_empty() {
        while let Some(at) = next(&waiting, &running) {
            let phase = waiting.remove(at);
            println!("{} {} begins", clock(start), phase.name);
            begin(&program, phase, tell.clone())?;
            running.push(phase);
        }
        let (phase, end, time, said): (&'static Phase, End, Duration, String) = told.recv()?;
        running.retain(|other| other.name != phase.name);
        println!(
            "{} == {} ({end:?}, {:.1} s) ==\n{said}",
            clock(start),
            phase.name,
            time.as_secs_f64()
        );
        ended.push(Ended { phase, end, time });
    }
    Ok(ended)
}

/// The first that may begin.
fn next(waiting: &[&Phase], running: &[&Phase]) -> Option<usize> {
    if running.len() >= AT_ONCE {
        return None;
    }
    waiting.iter().position(|phase| {
        let stands_on = |other: &&Phase| phase.after.contains(&other.name);
        let ready = !waiting.iter().chain(running).any(stands_on);
        let alone = phase.compiles && running.iter().any(|other| other.compiles);
        ready && !alone
    })
}

/// Minutes and seconds since the start.
fn clock(start: Instant) -> String {
    let seconds = start.elapsed().as_secs();
    format!("[{:>2}:{:02}]", seconds / 60, seconds % 60)
}

type Told = (&'static Phase, End, Duration, String);

/// Starts a phase as `cargo course test --only =NAME`; `tell` gets its end.
fn begin(program: &Path, phase: &'static Phase, tell: Sender<Told>) -> Result<()> {
    let mut file = tempfile::tempfile()?;
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(["test", "--only", &format!("={}", phase.name)])
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file.try_clone()?)
        .spawn()
        .with_context(|| format!("cannot start the phase {}", phase.name))?;
    thread::spawn(move || {
        let end = child.wait().map_or(End::Failed, end);
        let said = whole(&mut file).unwrap_or_else(|error| format!("{error:#}"));
        // Nobody listens any more where another phase could not be started.
        let _ = tell.send((phase, end, start.elapsed(), said));
    });
    Ok(())
}

fn end(status: ExitStatus) -> End {
    match status.code() {
        Some(0) => End::Passed,
        Some(code) if code == i32::from(SKIPPED) => End::Skipped,
        _ => End::Failed,
    }
}

fn whole(file: &mut File) -> Result<String> {
    use std::io::{Read, Seek};
    file.rewind()?;
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn phase(name: &'static str, compiles: bool, after: &'static [&'static str]) -> Phase {
        Phase {
            name,
            needs: &[],
            after,
            compiles,
            run: |_| Ok(()),
        }
    }

    static SITE: Phase = phase("site", true, &[]);
    static LINTS: Phase = phase("lints", true, &["site"]);
    static PAGES: Phase = phase("pages", false, &["site"]);
    static HTML: Phase = phase("html", false, &["site"]);
    static KEPT: Phase = phase("kept", false, &["site"]);

    #[test]
    fn three_phases_run_at_once_and_no_two_that_compile() {
        let waiting = [&LINTS, &PAGES, &HTML];
        assert_eq!(next(&[&SITE, &LINTS, &PAGES], &[]), Some(0));
        assert_eq!(next(&waiting, &[&SITE]), None, "they stand on the site");
        assert_eq!(next(&waiting, &[]), Some(0));
        assert_eq!(next(&waiting[1..], &[&LINTS]), Some(0));
        assert_eq!(next(&[&HTML], &[&LINTS, &PAGES]), Some(0));
        assert_eq!(next(&[&HTML], &[&LINTS, &PAGES, &KEPT]), None);
        assert_eq!(
            next(&[&LINTS, &HTML], &[&phase("tests", true, &[])]),
            Some(1)
        );
    }
}
