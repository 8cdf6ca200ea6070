//! Listings compiled with another `std` than theirs: the explored one, or one made on
//! shuttle, a tool of other people that visits every schedule too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use course::evidence::graph::explored;
use course::make::workshop::{Crate, Package, Subject, Tables, module};
use course::source::listing::{Listings, Memory};
use course::source::project::{Project, files, read};
use serde::Deserialize;
use wait_timeout::ChildExt;

/// A package of listings whose `std` is another.
pub struct Other(pub Package);

pub const EXPLORED: Other = Other(Package {
    name: "against-explored",
    std: Crate {
        package: "explored-std",
        folder: "crates/explored-std",
    },
    facades: &[],
    line_tables: Tables::Kept,
});

pub const SHUTTLE: Other = Other(Package {
    name: "against-shuttle",
    std: Crate {
        package: "std-on-shuttle",
        folder: "crates/explored-std/against/shuttle",
    },
    facades: &[],
    line_tables: Tables::Stripped,
});

/// The files that can be compared, by name: explored listings of the course
/// whose rule asks for nothing that shuttle lacks, and the explorer's own.
pub fn subjects(project: &Project) -> Result<BTreeMap<String, PathBuf>> {
    let listings = Listings::load(project)?;
    let plain = explored(&listings)
        .filter(|found| found.1.memory != Some(Memory::Weak) && !found.1.spurious)
        .map(|found| project.listings().join(format!("src/bin/{}.rs", found.0)));
    let own = files(
        &project.root.join("crates/explored-std/tests/listings"),
        "rs",
    )?;
    Ok(plain
        .chain(own)
        .map(|path| (project.relative(&path).replace(".rs", ""), path))
        .collect())
}

/// The program that holds each of `subjects` with this `std`; one that does not
/// compile is left out. They share a program, but for those that are thought not to
/// compile; when one of the others does not, each is tried apart.
pub fn build(
    project: &Project,
    other: &Other,
    subjects: &BTreeMap<String, PathBuf>,
    alone: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, PathBuf>> {
    let programs = build_apart(project, other, subjects, &alone)?;
    let together = subjects.keys().find(|name| !alone(name));
    match together.is_some_and(|name| !programs.contains_key(name)) {
        true => build_apart(project, other, subjects, &|_| true),
        false => Ok(programs),
    }
}

fn build_apart(
    project: &Project,
    Other(package): &Other,
    subjects: &BTreeMap<String, PathBuf>,
    alone: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, PathBuf>> {
    let binary = |name: &str| match alone(name) {
        true => name.replace('/', "_"),
        false => "all".into(),
    };
    let mut sources: BTreeMap<String, Vec<(&str, &Path)>> = BTreeMap::new();
    for (name, path) in subjects {
        sources.entry(binary(name)).or_default().push((name, path));
    }
    let programs: Vec<Subject> = (sources.iter())
        .map(|(binary, listings)| Subject {
            name: binary.clone(),
            files: Vec::new(),
            named: Vec::new(),
            driver: driver(listings),
        })
        .collect();
    let built = package.build(project, &programs, Stdio::null())?;
    let program = |name: &String| Some((name.clone(), built.get(&binary(name))?.clone()));
    Ok(subjects.keys().filter_map(program).collect())
}

/// A program that searches the listing whose name is its first argument.
fn driver(listings: &[(&str, &Path)]) -> String {
    let (mut modules, mut arms) = (String::new(), String::new());
    for (i, (name, path)) in listings.iter().enumerate() {
        let path = path.display().to_string();
        modules += &module(&format!("listing_{i}"), &path, "::std::explored::Ending");
        arms.push_str(&format!(
            "        Some({name:?}) => ::std::explored::explore_main(listing_{i}::run, {path:?}, &Default::default()),\n"
        ));
    }
    format!(
        "{modules}\nfn main() -> ::std::explored::ExitCode {{\n    match ::std::__std::env::args().nth(1).as_deref() {{\n{arms}        _ => ::std::explored::ExitCode::FAILURE,\n    }}\n}}\n"
    )
}

/// What a search found.
#[derive(Debug, Deserialize)]
pub struct Found {
    /// How many states were told apart; shuttle tells none.
    #[serde(default)]
    pub states: u64,
    pub schedules: String,
    /// Whether there was time for every schedule.
    #[serde(default = "always")]
    pub all: bool,
    /// First its text.
    outcomes: Vec<Vec<serde_json::Value>>,
    #[serde(skip)]
    pub time: Duration,
}

fn always() -> bool {
    true
}

impl Found {
    pub fn outcomes(&self) -> BTreeSet<&str> {
        let texts = self
            .outcomes
            .iter()
            .filter_map(|outcome| outcome[0].as_str());
        texts.collect()
    }
}

/// Runs a listing's program, from `build`. Shuttle gives up after `most`
/// schedules.
pub fn search(program: &Path, name: &str, most: u64, limit: Duration) -> Result<Found> {
    let folder = tempfile::tempdir()?;
    let [out, err] = ["out", "err"].map(|name| folder.path().join(name));
    let start = Instant::now();
    let mut child = Command::new(program)
        .args([name, &most.to_string()])
        .stdin(Stdio::null())
        .stdout(File::create(&out)?)
        .stderr(File::create(&err)?)
        .spawn()?;
    let Some(status) = child.wait_timeout(limit)? else {
        child.kill()?;
        child.wait()?;
        bail!("it did not end within {limit:.0?}");
    };
    let time = start.elapsed();
    if !status.success() {
        bail!("{}", read(&err)?.trim());
    }
    let found: Found = serde_json::from_str(&read(&out)?)?;
    Ok(Found { time, ..found })
}
