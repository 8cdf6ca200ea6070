//! Timelines: one real run of a listing, on real threads, each wait timed.
//!
//! The listing itself is compiled a second time, in a package where a
//! dependency named `std` is the crate `timed-std`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::run::end_well;
use super::workshop::{Crate, Facade, Package, Subject, Tables, module};
use crate::evidence::Evidence;
use crate::evidence::timeline::{Timeline, agrees, timed};
use crate::source::lang::Lang;
use crate::source::listing::{Listings, Rule};
use crate::source::project::{Project, write};

const TIMED: Package = Package {
    name: "timed",
    std: Crate {
        package: "timed-std",
        folder: "crates/timed-std",
    },
    facades: &[Facade {
        name: "tokio",
        of: Crate {
            package: "timed-tokio",
            folder: "crates/timed-tokio",
        },
    }],
    line_tables: Tables::Absent,
};

/// More than this is no figure.
const MOST: usize = 400;

/// Times the listings among `names` that ask for it; a file whose shape still
/// agrees is left alone. In French only: what is printed is not in it.
pub fn record(
    project: &Project,
    listings: &Listings,
    names: &[&str],
    force: bool,
) -> Result<Vec<String>> {
    let wanted: Vec<(&str, &Rule)> = timed(listings)
        .filter(|(name, _)| names.contains(name))
        .collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let subjects: Vec<Subject> = wanted
        .iter()
        .map(|(name, _)| subject(project, name))
        .collect();
    let programs = TIMED.build(project, &subjects, true)?;
    let mut problems = Vec::new();
    for (name, rule) in wanted {
        let Some(program) = programs.get(name) else {
            problems.push(format!("{name}: it does not compile with the timed `std`; the compiler's message is above: what waits and is not timed is absent (crates/timed-std/README.md)"));
            continue;
        };
        match run(project, program, rule) {
            Ok(new) => {
                let agrees = Timeline::load(project, Lang::Fr, name)
                    .is_ok_and(|old| agrees(&old, &new, rule));
                if (!agrees || force)
                    && write(&Timeline::path(project, Lang::Fr, name), &new.format())?
                {
                    println!("{name}: timed");
                }
            }
            Err(error) => problems.push(format!("{name}, timed: {error:#}")),
        }
    }
    Ok(problems)
}

/// The listing where it stands: what panics says where.
fn subject(project: &Project, name: &str) -> Subject {
    let path = project.listings().join(format!("src/bin/{name}.rs"));
    let listing = path.display().to_string();
    let ending = "::std::process::Termination";
    Subject {
        name: name.into(),
        files: Vec::new(),
        named: vec![path],
        driver: format!(
            "{}\nfn main() -> impl {ending} {{\n    ::std::timeline::record(listing::run, {listing:?})\n}}\n",
            module("listing", &listing, ending)
        ),
    }
}

fn run(project: &Project, program: &PathBuf, rule: &Rule) -> Result<Timeline> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("timeline.json");
    let mut command = Command::new(program);
    let recording = end_well(
        command.current_dir(&project.root).env("TIMELINE", &file),
        rule,
    )?;
    let json = fs::read_to_string(&file)
        .context("it wrote no timeline: only a program whose `main` ends has one")?;
    let mut timeline = Timeline::parse(&json).context("the timed run cannot be read")?;
    timeline.made = recording.made;
    let noted: usize = timeline
        .lanes
        .iter()
        .map(|lane| lane.spans.len() + lane.holds.len())
        .sum();
    if noted > MOST {
        bail!(
            "it waited or held {noted} times, and a figure shows {MOST} at most; make the listing smaller"
        );
    }
    Ok(timeline)
}
