//! Listings compiled with another `std` than theirs: the explorer's, or one made on
//! shuttle, a tool of other people that visits every schedule too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use course::cargo::{cargo, programs};
use course::explore::explored;
use course::house::{House, files, read, write};
use course::listing::{Listings, Memory};
use serde::Deserialize;
use wait_timeout::ChildExt;

/// A crate that takes the place of `std`.
pub struct Other {
    name: &'static str,
    package: &'static str,
    path: &'static str,
    /// Each listing is a program of its own: one that does not compile leaves
    /// the others alone.
    apart: bool,
}

pub const EXPLORER: Other = Other {
    name: "explorer",
    package: "explored-std",
    path: "crates/explored-std",
    apart: false,
};

pub const SHUTTLE: Other = Other {
    name: "shuttle",
    package: "std-on-shuttle",
    path: "crates/explored-std/against/shuttle",
    apart: true,
};

/// The files that can be compared, by name: explored listings of the course
/// whose rule asks for nothing that shuttle lacks, and the explorer's own.
pub fn subjects(house: &House) -> Result<BTreeMap<String, PathBuf>> {
    let listings = Listings::load(house)?;
    let plain = explored(&listings)
        .filter(|found| found.1.memory != Some(Memory::Weak) && !found.1.spurious)
        .map(|found| house.listings().join(format!("src/bin/{}.rs", found.0)));
    let own = files(&house.root.join("crates/explored-std/tests/listings"), "rs")?;
    Ok(plain
        .chain(own)
        .map(|path| (house.name(&path).replace(".rs", ""), path))
        .collect())
}

/// The program that holds each of `subjects` with this `std`; one that does not
/// compile is left out.
pub fn build(
    house: &House,
    other: &Other,
    subjects: &BTreeMap<String, PathBuf>,
) -> Result<BTreeMap<String, PathBuf>> {
    let folder = house.target().join("against").join(other.name);
    write(&folder.join("Cargo.toml"), &manifest(house, other)?)?;
    write(
        &folder.join("Cargo.lock"),
        &read(&house.root.join("Cargo.lock"))?,
    )?;
    let binary = |name: &str| match other.apart {
        true => name.replace('/', "_"),
        false => "all".into(),
    };
    let mut sources: BTreeMap<String, Vec<(&str, &Path)>> = BTreeMap::new();
    for (name, path) in subjects {
        sources.entry(binary(name)).or_default().push((name, path));
    }
    for (binary, listings) in &sources {
        let main = folder.join(format!("src/bin/{binary}.rs"));
        write(&main, &program(listings))?;
    }
    for path in files(&folder.join("src/bin"), "rs")? {
        if !sources.contains_key(path.file_stem().unwrap_or_default().to_str().unwrap_or("")) {
            std::fs::remove_file(path)?;
        }
    }
    let output = cargo()
        .args(["build", "--quiet", "--bins", "--keep-going"])
        .arg("--message-format=json")
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_BUILD_BUILD_DIR", house.target().join("build"))
        .stderr(Stdio::null())
        .output()
        .context("cannot start cargo")?;
    let built = programs(&output.stdout)?;
    let program = |name: &String| Some((name.clone(), built.get(&binary(name))?.clone()));
    Ok(subjects.keys().filter_map(program).collect())
}

/// The project's own profiles, so that its dependencies are compiled once.
fn manifest(house: &House, other: &Other) -> Result<String> {
    let Other {
        name,
        package,
        path,
        apart,
    } = other;
    let mut root: toml::Table = read(&house.root.join("Cargo.toml"))?.parse()?;
    let mut profile = root.remove("profile").context("Cargo.toml: no [profile]")?;
    if *apart {
        // Many programs, of which nobody asks for places.
        profile["dev"]
            .as_table_mut()
            .context("Cargo.toml: no [profile.dev]")?
            .insert("strip".into(), true.into());
    }
    let profiles = toml::to_string(&toml::Table::from_iter([("profile".to_owned(), profile)]))?;
    let std = house.root.join(path);
    Ok(format!(
        r#"[package]
name = "against-{name}"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
std = {{ package = "{package}", path = {std:?} }}

{profiles}
[profile.dev.package.against-{name}]
debug = "line-tables-only"
"#
    ))
}

/// A program that searches the listing whose name is its first argument.
fn program(listings: &[(&str, &Path)]) -> String {
    let (mut modules, mut arms) = (String::new(), String::new());
    for (i, (name, path)) in listings.iter().enumerate() {
        modules.push_str(&format!(
            "mod listing_{i} {{\n    #![allow(dead_code)]\n    include!({path:?});\n    pub fn run() -> impl ::std::explored::Ending {{\n        main()\n    }}\n}}\n"
        ));
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
