//! Programs from seeds, with plain cells and all that is around them: explored with
//! merging and without, and held against what others find of the same text. Shuttle
//! runs every schedule of the tame ones; Miri runs all of them, some times each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail};
use course::make::workshop::{Crate, Package, Subject, Tables, module};
use course::source::project::{Project, write};
use random_programs::listing::{Listing, listing};

use crate::HUNG;
use crate::against::{Other, build, search};

/// States of the unmerged search; a program that needs more is passed over.
const MOST: usize = 10_000;
/// Programs in one binary.
const TOGETHER: usize = 100;
/// Schedules of shuttle's, a second or so.
const SCHEDULES: u64 = 50_000;
/// How likely Miri interrupts a thread at each block of instructions: threads that
/// alternate, and threads that run on. A run that ends in a race or a deadlock is the
/// last of its seed; so is one after enough runs, but for a race that was not seen.
const RATES: [&str; 8] = ["0.1", "0.1", "0", "0.5", "0.01", "0", "0.3", "0.02"];

const EXPLORED: Package = Package {
    name: "generated-explored",
    std: Crate {
        package: "explored-std",
        folder: "crates/explored-std",
    },
    facades: &[],
    line_tables: Tables::Kept,
};

const SHUTTLE: Other = Other(Package {
    name: "generated-shuttle",
    std: Crate {
        package: "std-on-shuttle",
        folder: "crates/explored-std/against/shuttle",
    },
    facades: &[],
    line_tables: Tables::Stripped,
});

const RACE: &str = "data race";

/// What one search found: each outcome, and in how many schedules.
type Outcomes = Result<BTreeMap<String, String>, String>;

pub struct Case {
    pub listing: Listing,
    path: PathBuf,
    pub merged: Outcomes,
    pub unmerged: Outcomes,
    /// Two accesses that nothing orders, and it is not known whether one writes.
    doubted: bool,
}

impl Case {
    /// The outcomes as any tool would say them.
    fn plain_outcomes(&self) -> Option<BTreeSet<String>> {
        let found = self.merged.as_ref().ok()?;
        Some(found.keys().map(|text| plain(text)).collect())
    }

    pub fn merging_differs(&self) -> bool {
        let same = self.merged.is_ok() && self.merged == self.unmerged;
        !same && !self.is_passed_over()
    }

    fn is_passed_over(&self) -> bool {
        matches!(&self.unmerged, Err(message) if message.contains("states"))
    }
}

/// How it ends, or what it prints if it comes to its end.
fn plain(outcome: &str) -> String {
    let (printed, end) = outcome.rsplit_once(" | ").unwrap_or(("", outcome));
    match end {
        "exit" => printed.into(),
        _ if end.starts_with("panic") => "panic".into(),
        _ if end.starts_with(RACE) => RACE.into(),
        other => other.into(),
    }
}

/// Explores the programs of these seeds, with merging and without.
pub fn explore(project: &Project, seeds: Range<u64>) -> Result<BTreeMap<u64, Case>> {
    explore_all(project, seeds.map(|seed| (seed, listing(seed))).collect())
}

/// A program as small as can be under which merging still loses or invents
/// something: of what is smaller by one piece, the first, again and again.
pub fn smallest(project: &Project, listing: Listing) -> Result<Listing> {
    let mut least = listing;
    loop {
        let others = least.smaller().into_iter().take(TOGETHER);
        let cases = explore_all(project, (0..).zip(others).collect())?;
        match cases.into_values().find(Case::merging_differs) {
            Some(case) => least = case.listing,
            None => return Ok(least),
        }
    }
}

fn explore_all(project: &Project, all: BTreeMap<u64, Listing>) -> Result<BTreeMap<u64, Case>> {
    let folder = EXPLORED.folder(project);
    let path = |seed: u64| folder.join(format!("listings/p{seed}.rs"));
    let all: Vec<(u64, Listing)> = all.into_iter().collect();
    let subjects = all.chunks(TOGETHER).map(|some| Subject {
        name: format!("from_{}", some[0].0),
        files: (some.iter())
            .map(|(seed, listing)| (format!("listings/p{seed}.rs"), listing.text()))
            .collect(),
        named: Vec::new(),
        driver: driver(some, path),
    });
    let subjects: Vec<Subject> = subjects.collect();
    let programs = EXPLORED.build(project, &subjects, true)?;
    let mut cases = BTreeMap::new();
    for (some, subject) in all.chunks(TOGETHER).zip(&subjects) {
        let program = programs.get(&subject.name).with_context(|| {
            format!(
                "a generated program does not compile with the explored std (see above); \
                 mend crates/explored-std/against/random/src/listing.rs, or the façade: {}",
                subject.name
            )
        })?;
        for (seed, listing) in some {
            let (seed, listing) = (*seed, listing.clone());
            let said = Command::new(program).arg(seed.to_string()).output()?;
            let path = path(seed);
            let errors = String::from_utf8_lossy(&said.stderr).trim().to_owned();
            let text = String::from_utf8_lossy(&said.stdout);
            let found = |merge: &str| -> Outcomes {
                if !said.status.success() {
                    return Err(format!("the explorer ended: {errors}"));
                }
                let mut found = BTreeMap::new();
                for line in text.lines() {
                    let [of, count, outcome] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else {
                        continue;
                    };
                    if of == merge && count == "refused" {
                        return Err(outcome.into());
                    } else if of == merge {
                        found.insert(outcome.into(), count.into());
                    }
                }
                Ok(found)
            };
            let case = Case {
                merged: found("true"),
                unmerged: found("false"),
                doubted: text.lines().any(|line| line == "doubted"),
                listing,
                path,
            };
            cases.insert(seed, case);
        }
    }
    Ok(cases)
}

fn driver(all: &[(u64, Listing)], path: impl Fn(u64) -> PathBuf) -> String {
    let (mut modules, mut arms) = (String::new(), String::new());
    for (seed, listing) in all {
        let path = path(*seed).display().to_string();
        let weak = listing.weak;
        modules += &module(&format!("p{seed}"), &path, "::std::explored::Ending");
        arms += &format!("        Some(\"{seed}\") => tell(p{seed}::run, {path:?}, {weak}),\n");
    }
    format!(
        "#![allow(warnings)]
use ::std::__std::{{env, fs, println}};
use ::std::explored::{{Ending, Options, explore}};

{modules}
fn main() {{
    match env::args().nth(1).as_deref() {{
{arms}        _ => unreachable!(\"a seed that is none of these\"),
    }}
}}

fn tell<E: Ending + 'static>(run: fn() -> E, path: &str, weak: bool) {{
    let text = fs::read_to_string(path).unwrap();
    for merge in [true, false] {{
        let options = Options {{ weak, merge, max_states: {MOST}, ..Options::default() }};
        match explore(run, path, &text, &options) {{
            Ok(graph) => {{
                for outcome in &graph.outcomes {{
                    println!(\"{{merge}}\\t{{}}\\t{{}}\", outcome.schedules, outcome.text.replace('\\n', \" \"));
                }}
                if graph.plain.is_some_and(|plain| !plain.unsure.is_empty()) {{
                    println!(\"doubted\");
                }}
            }}
            Err(message) => println!(\"{{merge}}\\trefused\\t{{}}\", message.replace('\\n', \" \")),
        }}
    }}
}}
"
    )
}

/// What came of a comparison: what the figures are, and what differs.
#[derive(Default)]
pub struct Report {
    pub figures: BTreeMap<&'static str, usize>,
    pub problems: Vec<String>,
}

impl Report {
    fn count(&mut self, what: &'static str) {
        *self.figures.entry(what).or_default() += 1;
    }

    fn differs(&mut self, seed: u64, case: &Case, what: String) {
        let Case { path, .. } = case;
        let problem = format!("seed {seed} ({}): {what}", path.display());
        // Those to come may take long.
        eprintln!("{problem}");
        self.problems.push(problem);
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (what, count) in &self.figures {
            writeln!(f, "{count:>7}  {what}")?;
        }
        Ok(())
    }
}

/// Merged and unmerged, the same outcomes in as many schedules.
pub fn merged_or_not(cases: &BTreeMap<u64, Case>) -> Report {
    let mut report = Report::default();
    for (&seed, case) in cases {
        report.count("programs");
        let Case {
            merged, unmerged, ..
        } = case;
        if case.merging_differs() {
            let what = format!("merged {merged:#?}, unmerged {unmerged:#?}");
            report.differs(seed, case, what);
        } else if case.is_passed_over() {
            report.count("not compared: too many states unmerged");
        } else {
            report.count("the same merged and unmerged");
        }
    }
    report
}

/// Shuttle runs every schedule of what it knows, and finds the same set.
pub fn with_shuttle(project: &Project, cases: &BTreeMap<u64, Case>) -> Result<Report> {
    let tame = cases.iter().filter(|(_, case)| case.listing.tame);
    let subjects = tame.map(|(seed, case)| (format!("p{seed}"), case.path.clone()));
    let subjects: BTreeMap<String, PathBuf> = subjects.collect();
    let programs = build(project, &SHUTTLE, &subjects)?;
    let mut report = Report::default();
    for (&seed, case) in cases.iter().filter(|(_, case)| case.listing.tame) {
        let name = format!("p{seed}");
        let program = programs.get(&name).with_context(|| {
            format!(
                "a tame program does not compile with shuttle; say so in \
                 crates/explored-std/against/random/src/listing.rs: {}",
                SHUTTLE.0.folder(project).display()
            )
        })?;
        let Some(ours) = case.plain_outcomes() else {
            continue;
        };
        let found = match search(program, &name, SCHEDULES, HUNG) {
            Ok(found) => found,
            Err(error) => {
                report.differs(seed, case, format!("shuttle stops: {error}"));
                continue;
            }
        };
        let theirs: BTreeSet<String> = found.outcomes().into_iter().map(plain).collect();
        match found.all {
            true if theirs == ours => report.count("the same set with shuttle, every schedule"),
            false if theirs.is_subset(&ours) => {
                report.count("a part of the set with shuttle, which was cut");
            }
            _ => report.differs(
                seed,
                case,
                format!("ours {ours:#?}, those of shuttle {theirs:#?}"),
            ),
        }
    }
    Ok(report)
}

/// Miri, which interprets the program with the real `std`: what it sees is
/// among what we find, and a data race is one that we report, or a doubt.
pub struct Miri {
    /// How often it runs a program.
    runs: usize,
    program: PathBuf,
    sysroot: PathBuf,
}

impl Miri {
    /// `None` where it is not installed.
    pub fn find(runs: usize) -> Option<Miri> {
        let answer = |program: &str, arguments: &[&str]| {
            let output = Command::new(program).args(arguments).output().ok()?;
            let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
            (output.status.success() && !text.is_empty()).then(|| PathBuf::from(text))
        };
        Some(Miri {
            runs,
            program: answer("rustup", &["which", "--toolchain", "nightly", "miri"])?,
            sysroot: answer(
                "cargo",
                &["+nightly", "miri", "setup", "--print-sysroot", "-q"],
            )?,
        })
    }

    pub fn compare(&self, project: &Project, cases: &BTreeMap<u64, Case>) -> Result<Report> {
        let folder = project.target().join("generated-miri");
        let report = Mutex::new(Report::default());
        let rest = Mutex::new(cases.iter());
        let next = || rest.lock().expect("no worker panics").next();
        let worker = || -> Result<()> {
            while let Some((&seed, case)) = next() {
                let Some(ours) = case.plain_outcomes() else {
                    continue;
                };
                let seen = self.run(&folder, seed, case)?;
                let mut report = report.lock().expect("no worker panics");
                report.compare(seed, case, &ours, &seen);
                let done = report.figures["programs run by Miri"];
                if done % 100 == 0 {
                    eprintln!("{done} programs run by Miri, of {} at most", cases.len());
                }
            }
            Ok(())
        };
        thread::scope(|scope| {
            let cores = thread::available_parallelism().map_or(1, usize::from);
            let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
            workers
                .into_iter()
                .try_for_each(|worker| worker.join().expect("no worker panics"))
        })?;
        Ok(report.into_inner().expect("no worker panics"))
    }

    /// What it sees, and how often.
    fn run(&self, folder: &Path, seed: u64, case: &Case) -> Result<BTreeMap<String, usize>> {
        let again = case.listing.runs_again();
        let rounds = if again { self.runs } else { 1 };
        let path = folder.join(format!("p{seed}.rs"));
        let main = format!(
            "#![allow(warnings)]\n{}
fn main() {{
    std::panic::set_hook(Box::new(|_| {{}}));
    for _ in 0..{rounds} {{
        if std::panic::catch_unwind(listing::run).is_err() {{
            println!(\"panic\");
        }}
    }}
}}
",
            module("listing", &case.path.display().to_string(), "Sized")
        );
        write(&path, &main)?;
        let mut seen = BTreeMap::new();
        let races = case
            .plain_outcomes()
            .is_some_and(|ours| ours.contains(RACE));
        for (miri_seed, rate) in RATES.into_iter().enumerate() {
            let is_enough = seen.values().sum::<usize>() >= self.runs;
            if is_enough && (seen.contains_key(RACE) || !races) {
                break;
            }
            let mut miri = Command::new(&self.program);
            miri.arg("--sysroot").arg(&self.sysroot);
            miri.args(["--edition", "2024", "-Zmiri-ignore-leaks"])
                .arg(format!("-Zmiri-preemption-rate={rate}"))
                .arg("-Zmiri-disable-validation")
                .args(["-Zmiri-disable-stacked-borrows", "-Zmiri-disable-isolation"])
                .arg(format!("-Zmiri-seed={miri_seed}"));
            if !case.listing.weak {
                miri.arg("-Zmiri-disable-weak-memory-emulation");
            }
            let output = miri.arg(&path).output().context("cannot start Miri")?;
            for line in String::from_utf8_lossy(&output.stdout).lines() {
                *seen.entry(line.to_owned()).or_default() += 1;
            }
            if !output.status.success() {
                let errors = String::from_utf8_lossy(&output.stderr);
                let end = match () {
                    _ if errors.contains("deadlock") => "deadlock".to_owned(),
                    _ if errors.contains("Data race detected") => RACE.to_owned(),
                    _ => bail!("Miri stops at {}: {errors}", case.path.display()),
                };
                *seen.entry(end).or_default() += 1;
            }
        }
        Ok(seen)
    }
}

impl Report {
    fn compare(
        &mut self,
        seed: u64,
        case: &Case,
        ours: &BTreeSet<String>,
        seen: &BTreeMap<String, usize>,
    ) {
        self.count("programs run by Miri");
        *self.figures.entry("runs by Miri").or_default() += seen.values().sum::<usize>();
        // What has a data race may do anything; and where std orders by chance more than
        // it promises, Miri sees none.
        let races = ours.contains(RACE);
        let is_ours =
            |outcome: &&String| ours.contains(*outcome) || *outcome == RACE && case.doubted;
        let (known, others): (Vec<&String>, Vec<&String>) = seen.keys().partition(is_ours);
        if races {
            *self
                .figures
                .entry("other ends, of programs that race")
                .or_default() += others.len();
        } else if !others.is_empty() && case.listing.text().contains("format!") {
            // As the READMEs say of `{:?}`; `tests/limits.rs` shows it.
            self.count("a limit: `{:?}` is no step");
        } else if !others.is_empty() {
            let what = format!("Miri alone sees {others:#?}; ours {ours:#?}");
            self.differs(seed, case, what);
        }
        *self.figures.entry("outcomes of ours").or_default() += ours.len();
        *self.figures.entry("outcomes that Miri saw").or_default() += known.len();
        match (races, seen.contains_key(RACE)) {
            (true, true) => self.count("races that Miri saw too"),
            (true, false) => {
                self.count("races that Miri did not see");
                println!("seed {seed}: a race that Miri did not see in these runs");
            }
            (false, true) if case.doubted => self.count("races that are doubts of ours"),
            _ => {}
        }
    }
}
