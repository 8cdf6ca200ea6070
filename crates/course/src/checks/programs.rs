//! Every program is run where readers run it, and compared with its recording
//! by the rule that holds natively.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::evidence::recording::{End, Line, Made, Recording, Stream};
use crate::make::cargo::cargo;
use crate::make::record::difference;
use crate::make::run::progress;
use crate::programs::build::{Programs, Which, build_folder, compile, keep, store};
use crate::programs::sysroot::{self, Sysroot, VARIABLE};
use crate::programs::toolchain::Toolchain;
use crate::source::lang::{BOTH, Lang};
use crate::source::listing::{Ground, Kind, Listings, MANY_THREADS, Mask, Rule};
use crate::source::project::{Project, all_or_nothing, read, write};
use formats::programs::Program;

/// What runs the programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    Node,
    Chromium,
    Firefox,
}

/// Firefox is not here, or does not start: it has said why.
#[derive(Debug)]
pub struct NoFirefox;

impl Display for NoFirefox {
    fn fmt(&self, to: &mut Formatter) -> fmt::Result {
        to.write_str("Firefox does not start here; it says why above")
    }
}

impl Error for NoFirefox {}

const DRIVER: &str = "tests/browser/programs.mjs";

/// How the driver ends where Firefox does not start.
const NO_FIREFOX: i32 = 3;

/// A program for the driver to run.
#[derive(Serialize)]
struct Job<'a> {
    id: String,
    path: String,
    limit_ms: u64,
    jitter: u32,
    slow: u32,
    seed: u32,
    #[serde(flatten)]
    program: &'a Program,
}

/// How programs are run.
#[derive(Clone)]
struct Pace {
    /// Once for each.
    seeds: Range<u32>,
    /// The longest pause, in ms.
    jitter: u32,
    /// Time passes so many times slower.
    slow: u32,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            seeds: 0..1,
            jitter: 0,
            slow: 1,
        }
    }
}

/// What the driver says of a run.
#[derive(Deserialize)]
struct Ran {
    id: String,
    reason: String,
    code: Option<i32>,
    threads: usize,
    message: Option<String>,
    /// When, on which stream, what.
    lines: Vec<(f64, String, String)>,
}

/// How the driver says that a program did not end in time.
const LIMIT: &str = "limit";

/// What runs in Firefox too: plain threads, a lock, a condition variable, a
/// channel, a panic in a thread, a deadlock.
const SAMPLE: [&str; 6] = [
    "hello_threads",
    "mutex_counter",
    "condvar_queue",
    "main_ends_first",
    "panic_spreads",
    "mutex_twice",
];

/// What the checks build; `cargo course build` and `--soak` build all. In both
/// languages: what the tests of ▶ open (`PAGES` of cc-run.test.mjs), what runs in
/// Firefox, and what jitter has to bring out.
pub const BY_TURNS: Which = Which::ByTurns(&[
    "bounded_threads",
    "condvar_queue",
    "deadlock",
    "deadlock_ordered",
    "hello_threads",
    "lost_update",
    "main_ends_first",
    "mutex_counter",
    "mutex_twice",
    "panic_spreads",
    "threads_panic",
    "waiting_sequential",
]);

/// Runs the programs, in Firefox a sample of them. Fails with each that differs.
pub fn check(project: &Project, programs: &Programs, place: Where) -> Result<()> {
    let listings = Listings::load(project)?;
    let mut problems = Vec::new();
    let mut count = 0;
    for lang in BOTH {
        let mut programs = programs.of(lang).clone();
        if place == Where::Firefox {
            programs = only(programs, &SAMPLE)?;
        }
        problems.extend(places(project, lang, &programs)?);
        let pace = Pace::default();
        let mut again = Vec::new();
        for ran in run(project, lang, &programs, &listings, place, &pace)? {
            count += 1;
            let name = ran.id.clone();
            let may_be_late = ran.reason == LIMIT || tells_time(project, &name)?;
            match problem(project, lang, ran, &listings, place)? {
                // What no clock decides is wrong, however rare.
                Some(found) if may_be_late => {
                    println!("{found}\nonce more, ten times slower: this machine may be busy");
                    again.push(name);
                }
                found => problems.extend(found),
            }
        }
        programs.retain(|name, _| again.contains(name));
        let pace = Pace { slow: 10, ..pace };
        for ran in run(project, lang, &programs, &listings, place, &pace)? {
            problems.extend(problem(project, lang, ran, &listings, place)?);
        }
    }
    println!("{count} programs ran in {place:?}");
    all_or_nothing(problems)
}

/// A program with a pause or a time limit in it.
fn tells_time(project: &Project, name: &str) -> Result<bool> {
    Ok(read(&Kind::Runs.path(project, name))?.contains("time::"))
}

/// These programs; each must be there.
fn only(
    mut programs: BTreeMap<String, Program>,
    names: &[&str],
) -> Result<BTreeMap<String, Program>> {
    programs.retain(|name, _| names.contains(&name.as_str()));
    if programs.len() != names.len() {
        bail!(
            "not all of these programs are built: {}; see `cargo course browser`",
            names.join(", ")
        );
    }
    Ok(programs)
}

/// What the page offers; and, for batches of ten runs one after another, pauses
/// beside which it is nothing that this machine does something else.
const JITTER_MS: u32 = 50;
const LONG_JITTER_MS: [u32; 16] = {
    let mut batches = [400; 16];
    batches[0] = 100;
    batches
};

/// Listings of which a reader must see both ends, for they are about that.
const CHANCES: [&str; 2] = ["deadlock", "lost_update"];

/// With jitter, every explored listing ends as the exploration says it may, and
/// those of `CHANCES` do not always end alike.
///
/// Measured with 400 ms on two cores at a load of 15: of 40 runs,
/// `lost_update` lost one in 6, `deadlock` ended well in 11. At 6 in 40, the 150
/// runs with such pauses all miss it once in 10¹⁰ times. Mostly, ten are enough.
pub fn check_jitter(project: &Project, programs: &Programs) -> Result<()> {
    let lang = Lang::Fr;
    let listings = Listings::load(project)?;
    let mut explored = programs.of(lang).clone();
    let mut problems = Vec::new();
    explored.retain(|name, _| listings.rule(name).is_ok_and(|rule| rule.explore.is_some()));
    // Under the explorer a timer runs out when nobody can move: jitter takes no such care.
    let timers = |name: &str| {
        Ok::<_, anyhow::Error>(read(&Kind::Runs.path(project, name))?.contains("tokio::time"))
    };
    for name in explored.keys().cloned().collect::<Vec<_>>() {
        if timers(&name)? {
            explored.remove(&name);
        }
    }
    for ran in run(
        project,
        lang,
        &explored,
        &listings,
        Where::Node,
        &Pace {
            jitter: JITTER_MS,
            ..Pace::default()
        },
    )? {
        problems.extend(problem(project, lang, ran, &listings, Where::Node)?);
    }
    println!("{} programs ran with jitter", explored.len());
    for name in CHANCES {
        let one = only(programs.of(lang).clone(), &[name])?;
        let mut ends = BTreeMap::new();
        for (batch, jitter) in (0..).zip(LONG_JITTER_MS) {
            let pace = Pace {
                seeds: 10 * batch..10 * (batch + 1),
                jitter,
                ..Pace::default()
            };
            for ran in run(project, lang, &one, &listings, Where::Node, &pace)? {
                let lines: Vec<&str> = ran.lines.iter().map(|(_, _, text)| text.as_str()).collect();
                *ends
                    .entry(format!("{} {}", ran.reason, lines.join(" | ")))
                    .or_insert(0) += 1;
                problems.extend(problem(project, lang, ran, &listings, Where::Node)?);
            }
            if ends.len() > 1 {
                break;
            }
        }
        println!("{name} with jitter: {ends:?}");
        if ends.len() < 2 {
            problems.push(format!(
                "{name} always ends alike with jitter ({ends:?}): a reader would never see the other end; see `is_disturbed` in crates/course/src/programs/rewrite.rs"
            ));
        }
    }
    all_or_nothing(problems)
}

/// Programs that name a folder of this machine: others would be another program
/// elsewhere.
fn places(
    project: &Project,
    lang: Lang,
    programs: &BTreeMap<String, Program>,
) -> Result<Vec<String>> {
    let home = std::env::home_dir().unwrap_or_default();
    let mut problems = Vec::new();
    for (name, program) in programs {
        let wasm = fs::read(store(project, lang).join(&program.file))?;
        for folder in [&project.root, &home] {
            let folder = folder.as_os_str().as_encoded_bytes();
            // A home that is `/` is in every path.
            if folder.len() > 1 && wasm.windows(folder.len()).any(|bytes| bytes == folder) {
                problems.push(format!(
                    "{} {name} holds a path of this machine; see `renamed` in crates/course/src/programs/sysroot.rs",
                    lang.code()
                ));
            }
        }
    }
    Ok(problems)
}

/// Listings that start, wait, lock, panic, meet and send, each in its way.
const SOAKED: [&str; 10] = [
    "barrier_phases",
    "condvar_queue",
    "main_ends_first",
    "mutex_counter",
    "park_unpark",
    "rwlock_cache",
    "semaphore",
    "thread_local_connection",
    "threads_panic",
    "two_lines",
];
const SOAKED_TIMES: u32 = 200;

/// Every program in another host, then some of them again and again in Chromium,
/// with two busy loops beside.
pub fn soak(project: &Project) -> Result<()> {
    let listings = Listings::load(project)?;
    let all = Programs::build(project, Which::All)?;
    check(project, &all, Where::Node)?;
    let programs = only(all.of(Lang::Fr).clone(), &SOAKED)?;
    let _busy = [Busy::start()?, Busy::start()?];
    let mut problems = Vec::new();
    for ran in run(
        project,
        Lang::Fr,
        &programs,
        &listings,
        Where::Chromium,
        &Pace {
            seeds: 0..SOAKED_TIMES,
            ..Pace::default()
        },
    )? {
        problems.extend(problem(project, Lang::Fr, ran, &listings, Where::Chromium)?);
    }
    println!(
        "{} programs ran {SOAKED_TIMES} times each beside two busy loops: {} runs differ",
        SOAKED.len(),
        problems.len()
    );
    all_or_nothing(problems)
}

/// A process that only takes time, until it is dropped.
struct Busy(Child);

impl Busy {
    fn start() -> Result<Busy> {
        let mut shell = Command::new("sh");
        Ok(Busy(shell.args(["-c", "while :; do :; done"]).spawn()?))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How a run differs from its recording, if it does, for a report.
fn problem(
    project: &Project,
    lang: Lang,
    ran: Ran,
    listings: &Listings,
    place: Where,
) -> Result<Option<String>> {
    let name = ran.id.clone();
    let found = differs(project, lang, &name, ran, listings.rule(&name)?)?;
    Ok(found.map(|found| format!("{} {name} in {place:?}: {found}", lang.code())))
}

/// The libc's own tests, and those of what the standard library makes of it, in
/// WebAssembly.
pub fn test_libc(project: &Project) -> Result<()> {
    let Ok(toolchain) = Toolchain::find(project)? else {
        return Ok(());
    };
    let sysroot = sysroot::make(project, toolchain)?;
    let mut command = cargo();
    command
        .args(["test", "--quiet", "--package", "page-libc", "--tests"])
        .args(["--profile", "browser"])
        .current_dir(&project.root);
    sysroot.adapt(&mut command, "unwind", "page_libc")?;
    let folder = project.target().join("browser/libc-tests");
    let runner = format!("{} wasm", std::env::current_exe()?.display());
    let status = command
        .env("CARGO_TARGET_DIR", &folder)
        .env("CARGO_BUILD_BUILD_DIR", build_folder(project))
        .env(format!("{VARIABLE}_RUNNER"), runner)
        .status()
        .context("cannot start cargo")?;
    if !status.success() {
        bail!("the tests of crates/page-libc fail in WebAssembly; what they say is above");
    }
    Ok(())
}

/// Every way in which a program can end, in Node and in Chromium.
pub fn test_ends(project: &Project) -> Result<()> {
    let Ok(toolchain) = Toolchain::find(project)? else {
        return Ok(());
    };
    let sysroot = sysroot::make(project, toolchain)?;
    let mut command = cargo();
    command
        .args([
            "build",
            "--quiet",
            "--package",
            "page-libc",
            "--example",
            "ends",
        ])
        .args([
            "--profile",
            "browser",
            "--message-format=json-render-diagnostics",
        ])
        .current_dir(&project.root);
    sysroot.adapt(&mut command, "unwind", "page_libc")?;
    let folder = project.target().join("browser/libc-tests");
    let output = command
        .env("CARGO_TARGET_DIR", &folder)
        .env("CARGO_BUILD_BUILD_DIR", build_folder(project))
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    let built = crate::make::cargo::programs(&output.stdout)?;
    let linked = built
        .get("ends")
        .context("crates/page-libc/examples/ends.rs does not compile")?;
    let program = keep(&folder, "ends", linked, "")?;
    let job = Job {
        id: "ends".into(),
        path: folder.join(&program.file).display().to_string(),
        limit_ms: 0,
        jitter: 0,
        slow: 1,
        seed: 0,
        program: &program,
    };
    let file = folder.join("ends.json");
    write(&file, &serde_json::to_string(&job)?)?;
    let status = Command::new("node")
        .args(["--test", "--test-reporter=spec"])
        .arg(project.root.join("tests/browser/run.test.mjs"))
        .env("ENDS", &file)
        .status()
        .context("cannot start node")?;
    if !status.success() {
        bail!("a program that ends badly harms the page; what the tests say is above");
    }
    Ok(())
}

/// Finishes one program and runs it in Node: how cargo runs those tests.
pub fn run_one(project: &Project, linked: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let program = keep(folder.path(), "test", linked, "")?;
    let status = Command::new("node")
        .arg(project.root.join("tests/browser/run-wasm.mjs"))
        .arg(folder.path().join(program.file))
        .args([program.memory.initial, program.memory.maximum].map(|pages| pages.to_string()))
        .status()
        .context("cannot start node")?;
    if !status.success() {
        bail!("{} failed", linked.display());
    }
    Ok(())
}

/// Tries each excepted listing: one that runs as recorded is no exception.
pub fn check_exceptions(project: &Project) -> Result<()> {
    let listings = Listings::load(project)?;
    let Ok(toolchain) = Toolchain::find(project)? else {
        return Ok(());
    };
    let sysroot = sysroot::make(project, toolchain)?;
    let mut names = Vec::new();
    for name in listings.names() {
        if listings.rule(name)?.excepted().is_some() {
            names.push(name);
        }
    }
    let tried = try_to_build(project, &sysroot, &names)?;
    let ran = run(
        project,
        Lang::Fr,
        &tried,
        &listings,
        Where::Node,
        &Pace::default(),
    )?;
    let mut ran: BTreeMap<String, Ran> = ran.into_iter().map(|r| (r.id.clone(), r)).collect();
    let mut problems = Vec::new();
    for name in names {
        let rule = listings.rule(name)?;
        let verdict = match ran.remove(name) {
            None => "does not compile".into(),
            Some(ran) => {
                let needless = needless(rule, ran.threads);
                match differs(project, Lang::Fr, name, ran, rule)? {
                    Some(difference) => first_line(&difference).to_owned(),
                    None => match needless {
                        Ok(()) => {
                            problems.push(format!(
                                "{name} runs in a page as it was recorded; delete its `browser` in listings.toml"
                            ));
                            "RUNS".into()
                        }
                        Err(why) => format!("runs, but {why}"),
                    },
                }
            }
        };
        println!("excepted {name}: {verdict}");
    }
    all_or_nothing(problems)
}

/// Whether running well shows that an exception is needless, or why it does not.
fn needless(rule: &Rule, threads: usize) -> std::result::Result<(), &'static str> {
    let measured = [Mask::Duration, Mask::Number];
    match rule.excepted() {
        Some(Ground::WeakMemory | Ground::Undefined) => Err("one run shows nothing"),
        Some(Ground::Threads) if threads > MANY_THREADS => {
            Err("with more threads than a page should start")
        }
        Some(Ground::Machine) if rule.mask.iter().any(|mask| measured.contains(mask)) => {
            Err("what it prints is measured, and not compared")
        }
        _ => Ok(()),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Listings that may not compile for the target at all.
fn try_to_build(
    project: &Project,
    sysroot: &Sysroot,
    names: &[&str],
) -> Result<BTreeMap<String, Program>> {
    let mut tried = BTreeMap::new();
    if names.is_empty() {
        return Ok(tried);
    }
    let folder = store(project, Lang::Fr);
    let bar = progress(names.len() as u64, "exceptions");
    compile(
        project,
        sysroot,
        Lang::Fr,
        names,
        &bar,
        Stdio::null(),
        |name, path| {
            tried.insert(name.to_owned(), keep(&folder, name, path, "")?);
            Ok(())
        },
    )?;
    bar.finish_and_clear();
    Ok(tried)
}

/// Runs programs of one language, at this pace.
fn run(
    project: &Project,
    lang: Lang,
    programs: &BTreeMap<String, Program>,
    listings: &Listings,
    place: Where,
    pace: &Pace,
) -> Result<Vec<Ran>> {
    if programs.is_empty() {
        return Ok(Vec::new());
    }
    let Pace {
        seeds,
        jitter,
        slow,
    } = pace.clone();
    let folder = store(project, lang);
    let mut jobs = Vec::new();
    for (seed, (name, program)) in seeds.flat_map(|seed| programs.iter().map(move |p| (seed, p))) {
        jobs.push(Job {
            id: name.clone(),
            path: folder.join(&program.file).display().to_string(),
            // A program meets others a few dozen times.
            limit_ms: 1000 * listings.rule(name)?.limit_s + 100 * u64::from(jitter),
            jitter,
            slow,
            seed,
            program,
        });
    }
    let file = project.target().join("browser/jobs.json");
    write(&file, &serde_json::to_string(&jobs)?)?;
    let output = Command::new("node")
        .arg(project.root.join(DRIVER))
        .arg(match place {
            Where::Node => "node",
            Where::Chromium => "chromium",
            Where::Firefox => "firefox",
        })
        .arg(&file)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start node")?;
    if output.status.code() == Some(NO_FIREFOX) {
        bail!(NoFirefox);
    }
    if !output.status.success() {
        bail!("{DRIVER} failed; what it says is above");
    }
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{DRIVER}: its answer cannot be read"))
}

/// What a run differs in from the recording, if it does.
fn differs(
    project: &Project,
    lang: Lang,
    name: &str,
    ran: Ran,
    rule: &Rule,
) -> Result<Option<String>> {
    let message = ran.message.clone();
    let found = difference(project, lang, name, &recording(ran)?, rule)?;
    Ok(found.map(|found| match message {
        Some(message) => format!("{found} ({message})"),
        None => found,
    }))
}

/// A run in a page, as a native one is written down.
fn recording(ran: Ran) -> Result<Recording> {
    let lines: Vec<Line> = ran
        .lines
        .into_iter()
        .map(|(ms, stream, text)| {
            let stream = match stream.as_str() {
                "out" => Stream::Out,
                "err" => Stream::Err,
                _ => bail!("{DRIVER}: no stream is called {stream}"),
            };
            Ok(Line {
                ms: ms as u64,
                stream,
                text,
            })
        })
        .collect::<Result<_>>()?;
    let panicked = lines
        .iter()
        .any(|line| line.stream == Stream::Err && line.text.contains("panicked at"));
    let end = match (ran.reason.as_str(), ran.code) {
        ("exit", Some(101)) if panicked => End::Panic,
        // An abort: outside a page, the end by a signal.
        ("exit", Some(134)) | ("overflow" | "trap", _) => End::Exit(-1),
        ("exit", Some(code)) => End::Exit(code),
        // Outside a page, a deadlock is not recognised.
        ("deadlock" | "limit", _) => End::Limit,
        (reason, _) => bail!("{}: it ended with {reason}: {:?}", ran.id, ran.message),
    };
    Ok(Recording {
        made: Made::default(),
        lines,
        end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(reason: &str, code: Option<i32>, stderr: &str) -> Ran {
        Ran {
            id: "a".into(),
            reason: reason.into(),
            code,
            threads: 1,
            message: None,
            lines: vec![(1.5, "err".into(), stderr.into())],
        }
    }

    #[track_caller]
    fn check_end(ran: Ran, expected: End) {
        assert_eq!(recording(ran).unwrap().end, expected);
    }

    #[test]
    fn a_run_in_a_page_ends_as_it_would_at_home() {
        check_end(ran("exit", Some(3), ""), End::Exit(3));
        check_end(ran("exit", Some(101), "panicked at a.rs"), End::Panic);
        check_end(ran("exit", Some(101), ""), End::Exit(101));
        check_end(ran("exit", Some(134), ""), End::Exit(-1));
        check_end(ran("overflow", None, ""), End::Exit(-1));
        check_end(ran("deadlock", None, ""), End::Limit);
        assert!(recording(ran("error", None, "")).is_err());
    }

    #[test]
    fn an_exception_is_for_what_a_listing_does() {
        let needed = |browser, mask, threads| {
            let rule = Rule {
                browser: Some(browser),
                mask,
                ..Rule::default()
            };
            needless(&rule, threads).is_err()
        };
        assert!(!needed(Ground::Files, vec![Mask::Number], 4));
        assert!(!needed(Ground::Threads, vec![], 64));
        assert!(needed(Ground::Threads, vec![], 65));
        assert!(!needed(Ground::Machine, vec![Mask::ThreadId], 4));
        assert!(needed(Ground::Machine, vec![Mask::Number], 4));
        assert!(needed(Ground::Undefined, vec![], 2));
        assert!(needed(Ground::WeakMemory, vec![], 2));
    }
}
