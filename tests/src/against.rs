//! Listings compiled with another `std` than theirs: the explored one, or one made on
//! shuttle, a tool of other people that visits every schedule too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use course::evidence::graph::explored;
use course::make::explore::EXPLORED_CRATES;
use course::make::workshop::{Crate, Facade, Package, Subject, Tables, module, names};
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

pub const EXPLORED_TOKIO: Other = Other(Package {
    name: "against-explored-tokio",
    facades: EXPLORED_CRATES,
    ..EXPLORED.0
});

pub const SHUTTLE_TOKIO: Other = Other(Package {
    name: "against-shuttle-tokio",
    facades: &[Facade {
        name: "tokio",
        of: Crate {
            package: "tokio-on-shuttle",
            folder: "crates/explored-tokio/against/shuttle",
        },
    }],
    ..SHUTTLE.0
});

/// Those that name tokio: the explored ones of the course, and the façade's own.
pub fn async_subjects(project: &Project) -> Result<BTreeMap<String, PathBuf>> {
    let listings = Listings::load(project)?;
    let course =
        explored(&listings).map(|found| project.listings().join(format!("src/bin/{}.rs", found.0)));
    let own = project.root.join("crates/explored-tokio/tests/listings");
    let mut named = BTreeMap::new();
    for path in course.chain(files(&own, "rs")?) {
        if is_async(&read(&path)?) {
            named.insert(project.relative(&path).replace(".rs", ""), path);
        }
    }
    Ok(named)
}

fn is_async(text: &str) -> bool {
    EXPLORED_CRATES
        .iter()
        .any(|facade| names(text, facade.name))
}

/// The files that can be compared, by name: explored listings of the course
/// whose rule asks for nothing that shuttle lacks, and the explorer's own.
pub fn subjects(project: &Project) -> Result<BTreeMap<String, PathBuf>> {
    let listings = Listings::load(project)?;
    let plain = explored(&listings)
        .filter(|found| found.1.memory != Some(Memory::Weak) && !found.1.spurious)
        .map(|found| project.listings().join(format!("src/bin/{}.rs", found.0)))
        .filter(|path| read(path).is_ok_and(|text| !is_async(&text)));
    let own = files(
        &project.root.join("crates/explored-std/tests/listings"),
        "rs",
    )?;
    Ok(plain
        .chain(own)
        .map(|path| (project.relative(&path).replace(".rs", ""), path))
        .collect())
}

/// The program of each of `subjects` with this `std`; one that does not compile is
/// left out.
pub fn build(
    project: &Project,
    Other(package): &Other,
    subjects: &BTreeMap<String, PathBuf>,
) -> Result<BTreeMap<String, PathBuf>> {
    let called = |name: &str| name.replace('/', "_");
    let programs: Vec<Subject> = subjects
        .iter()
        .map(|(name, path)| Subject {
            name: called(name),
            files: Vec::new(),
            named: vec![path.clone()],
            driver: driver(path),
        })
        .collect();
    let built = package.build(project, &programs, false)?;
    let program = |name: &String| Some((name.clone(), built.get(&called(name))?.clone()));
    Ok(subjects.keys().filter_map(program).collect())
}

/// A program that searches the listing.
fn driver(path: &Path) -> String {
    let path = path.display().to_string();
    let module = module("listing", &path, "::std::explored::Ending");
    format!(
        "{module}\nfn main() -> ::std::explored::ExitCode {{\n    ::std::explored::explore_main(listing::run, {path:?}, &Default::default())\n}}\n"
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
