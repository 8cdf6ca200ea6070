//! `cargo course explore`: visits every interleaving of the listings that ask
//! for it, and holds what it finds against what was reasoned out.
//!
//! The listing itself is compiled a second time, in a package where a
//! dependency named `std` is the crate `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use wait_timeout::ChildExt;

use crate::cargo;
use crate::house::{House, all_or_nothing, read, write};
use crate::lang::{BOTH, Lang};
use crate::listing::{Explore, Listings, Memory, Rule, without_anchors};

/// An exploration takes well under a second; this stops one that never ends.
const LIMIT: Duration = Duration::from_secs(60);

/// Beyond this the graph is for the checks, not for a page.
const LARGEST: usize = 20 * 1024;

/// What the model says of a listing, as far as it is used here.
#[derive(Clone, Debug, Deserialize)]
pub struct Graph {
    pub states: usize,
    pub edges: usize,
    pub schedules: String,
    pub outcomes: Vec<Outcome>,
    pub threads: Vec<Thread>,
    pub source: BTreeMap<String, String>,
    pub ops: Vec<(String, Option<usize>, u32, u32, String)>,
    pub strings: Vec<String>,
    pub nodes: Vec<Node>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Outcome {
    pub text: String,
    pub schedules: String,
    pub switches: usize,
    pub plainest: Vec<usize>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Thread {
    pub name: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Node {
    #[serde(default)]
    pub e: Vec<Vec<serde_json::Value>>,
}

impl Graph {
    pub fn load(house: &House, lang: Lang, name: &str) -> Result<Graph> {
        let path = graph_path(house, lang, name);
        if !path.is_file() {
            bail!(
                "listing `{name}` has no graph in {} yet; run `cargo course explore {name}`",
                lang.code()
            );
        }
        serde_json::from_str(&read(&path)?).with_context(|| {
            format!(
                "{} is damaged; run `cargo course explore {name}`",
                house.name(&path)
            )
        })
    }

    /// The figure that `{{#value explored:NAME:KEY}}` shows.
    pub fn value(&self, key: &str, lang: Lang) -> Result<String> {
        let number = match key {
            "states" => self.states.to_string(),
            "schedules" => self.schedules.clone(),
            "outcomes" => self.outcomes.len().to_string(),
            _ => bail!("`{key}` is none of states, schedules, outcomes"),
        };
        Ok(lang.number(&number, ""))
    }

    /// `COUNT<TAB>TEXT`, one line an outcome.
    fn outcome_lines(&self) -> BTreeSet<String> {
        self.outcomes
            .iter()
            .map(|o| format!("{}\t{}", o.schedules, o.text))
            .collect()
    }
}

pub fn graph_path(house: &House, lang: Lang, name: &str) -> PathBuf {
    house
        .listings()
        .join(format!("interleavings/{}/{name}.json", lang.code()))
}

pub fn outcomes_path(house: &House, name: &str) -> PathBuf {
    house
        .listings()
        .join(format!("interleavings/{name}.outcomes"))
}

/// The listings that ask to be explored.
pub fn explored(listings: &Listings) -> impl Iterator<Item = (&str, &Rule)> {
    listings
        .names()
        .filter_map(|name| Some((name, listings.rule(name).ok()?)))
        .filter(|(_, rule)| rule.explore.is_some())
}

/// Explores, rewrites the graphs that pages show, and fails unless what was
/// found is what was expected.
pub fn explore(house: &House, names: &[String]) -> Result<()> {
    let listings = Listings::load(house)?;
    for name in names {
        if listings.rule(name)?.explore.is_none() {
            bail!(
                "listings.toml does not say that `{name}` is explored; add explore = \"bug\" or \"fixed\" to [{name}]"
            );
        }
    }
    let start = Instant::now();
    let mut problems = Vec::new();
    for found in explore_all(house, names)? {
        match found.graph {
            Err(error) => problems.push(format!("{} {}: {error:#}", found.lang.code(), found.name)),
            Ok((json, graph)) => {
                println!(
                    "{} {}: {} states, {} schedules, {} outcomes, {:.0?}",
                    found.lang.code(),
                    found.name,
                    graph.states,
                    graph.schedules,
                    graph.outcomes.len(),
                    found.time
                );
                if found.lang == Lang::Fr {
                    problems.extend(verdict(house, &found.name, &graph));
                }
                if json.len() <= LARGEST {
                    write(&graph_path(house, found.lang, &found.name), &json)?;
                }
            }
        }
    }
    println!("explored in {:.1?}", start.elapsed());
    all_or_nothing(problems)
}

/// How what was found differs from what was expected, both ways.
pub fn verdict(house: &House, name: &str, graph: &Graph) -> Option<String> {
    let path = outcomes_path(house, name);
    let file = house.name(&path);
    let found = graph.outcome_lines();
    let Ok(expected) = fs::read_to_string(&path) else {
        let found: Vec<String> = found.into_iter().collect();
        return Some(format!(
            "{file} is missing; reason out what can happen, write it there, one line an outcome (COUNT<TAB>TEXT), and compare:\n{}",
            found.join("\n")
        ));
    };
    let expected: BTreeSet<String> = expected.lines().map(str::to_owned).collect();
    let appeared: Vec<String> = found
        .difference(&expected)
        .map(|line| format!("  possible, but not expected: {line}"))
        .collect();
    let gone: Vec<String> = expected
        .difference(&found)
        .map(|line| format!("  expected, but not possible: {line}"))
        .collect();
    if appeared.is_empty() && gone.is_empty() {
        return None;
    }
    Some(format!(
        "{name}: what can happen has changed; mend the listing, or, if the change is right, {file}:\n{}",
        [appeared, gone].concat().join("\n")
    ))
}

pub struct Found {
    pub name: String,
    pub lang: Lang,
    pub time: Duration,
    /// The graph as text and as data, or why there is none.
    pub graph: Result<(String, Graph)>,
}

/// Explores each listing (or those named) in both languages, each in a process
/// of its own: one that goes wrong does not harm the others.
pub fn explore_all(house: &House, names: &[String]) -> Result<Vec<Found>> {
    let listings = Listings::load(house)?;
    cargo::generate_english(house)?;
    let wanted: Vec<(&str, &Rule)> = explored(&listings)
        .filter(|(name, _)| names.is_empty() || names.iter().any(|n| n == name))
        .collect();
    generate(house, &wanted)?;
    let programs = build(house)?;
    let mut all = Vec::new();
    for (name, _) in wanted {
        for lang in BOTH {
            let start = Instant::now();
            let graph = match programs.get(&binary(lang, name)) {
                Some(program) => run(house, program),
                None => Err(anyhow::anyhow!(
                    "it does not compile with the model in the place of std; the compiler's message is above: what is not modelled cannot be explored"
                )),
            };
            all.push(Found {
                name: name.into(),
                lang,
                time: start.elapsed(),
                graph,
            });
        }
    }
    Ok(all)
}

fn package(house: &House) -> PathBuf {
    house.target().join("explore")
}

fn binary(lang: Lang, name: &str) -> String {
    format!("{}_{name}", lang.code())
}

/// Writes the package: one binary a listing and language.
fn generate(house: &House, wanted: &[(&str, &Rule)]) -> Result<()> {
    let to = package(house);
    let root: toml::Table = read(&house.root.join("Cargo.toml"))?.parse()?;
    let profile = toml::to_string(&toml::Table::from_iter([(
        "profile".to_owned(),
        root["profile"].clone(),
    )]))?;
    let manifest = format!(
        "[package]\nname = \"explored\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nstd = {{ package = \"model-std\", path = \"{}\" }}\n\n{profile}\n[profile.dev.package.explored]\ndebug = \"line-tables-only\"\n",
        house.root.join("model").display()
    );
    write(&to.join("Cargo.toml"), &manifest)?;
    write(
        &to.join("Cargo.lock"),
        &read(&house.root.join("Cargo.lock"))?,
    )?;
    let mut kept = BTreeSet::new();
    for (name, rule) in wanted {
        for lang in BOTH {
            let source = cargo::workspace(house, lang).join(format!("listings/src/bin/{name}.rs"));
            let listing = format!("listings/{}/{name}.rs", lang.code());
            write(&to.join(&listing), &without_anchors(&read(&source)?))?;
            let main = to.join(format!("src/bin/{}.rs", binary(lang, name)));
            write(&main, &driver(&listing, rule))?;
            kept.insert(main);
        }
    }
    for path in crate::house::files(&to.join("src/bin"), "rs")? {
        if !kept.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn driver(listing: &str, rule: &Rule) -> String {
    let weak = rule.memory == Some(Memory::Weak);
    let spurious = rule.spurious;
    let states = rule
        .max_states
        .map_or("..::std::model::Options::default()".into(), |n| {
            format!("max_states: {n}, ..::std::model::Options::default()")
        });
    format!(
        r#"mod listing {{
    #![allow(dead_code)]
    include!("../../{listing}");
    pub fn run() -> impl ::std::model::Ending {{
        main()
    }}
}}

fn main() -> ::std::model::ExitCode {{
    let options = ::std::model::Options {{ weak: {weak}, spurious: {spurious}, {states} }};
    ::std::model::explore_main(listing::run, "{listing}", &options)
}}
"#
    )
}

/// Builds what compiles; what does not is missing from the answer.
fn build(house: &House) -> Result<BTreeMap<String, PathBuf>> {
    let output = cargo::cargo()
        .args([
            "build",
            "--quiet",
            "--bins",
            "--keep-going",
            "--message-format=json-render-diagnostics",
        ])
        .current_dir(package(house))
        .env("CARGO_TARGET_DIR", package(house).join("target"))
        .env("CARGO_BUILD_BUILD_DIR", house.target().join("build"))
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    cargo::programs(&output.stdout)
}

/// Runs one exploration; its answer goes to a file, for it may be long.
fn run(house: &House, program: &Path) -> Result<(String, Graph)> {
    let folder = tempfile::tempdir()?;
    let [out, err] = ["out", "err"].map(|name| folder.path().join(name));
    let mut child = Command::new(program)
        .current_dir(package(house))
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .stdout(File::create(&out)?)
        .stderr(File::create(&err)?)
        .spawn()?;
    let Some(status) = child.wait_timeout(LIMIT)? else {
        child.kill()?;
        child.wait()?;
        bail!("the exploration did not end within {LIMIT:.0?}; make the listing smaller");
    };
    if !status.success() {
        bail!("{}", read(&err)?.trim());
    }
    let json = read(&out)?;
    let graph = serde_json::from_str(&json).context("the model's answer cannot be read")?;
    Ok((json, graph))
}

/// What the rule promises of the outcomes, beyond their exact set.
pub fn keeps_promise(rule: &Rule, graph: &Graph) -> bool {
    let fails = graph.outcomes.iter().any(|o| !o.text.ends_with("exit"));
    match rule.explore {
        Some(Explore::Bug) => graph.outcomes.len() > 1,
        Some(Explore::Fixed) => !fails,
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(outcomes: &[(&str, &str)]) -> Graph {
        let outcomes: Vec<serde_json::Value> = outcomes
            .iter()
            .map(|(count, text)| serde_json::json!({"text": text, "schedules": count, "switches": 0, "plainest": []}))
            .collect();
        serde_json::from_value(serde_json::json!({
            "states": 3, "edges": 2, "schedules": "12401", "outcomes": outcomes,
            "threads": [], "source": {}, "ops": [], "strings": [], "nodes": []
        }))
        .unwrap()
    }

    #[test]
    fn the_verdict_names_what_appeared_and_what_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let house = House {
            root: folder.path().into(),
        };
        let found = graph(&[("4", "1 | exit"), ("2", "deadlock")]);
        let missing = verdict(&house, "lunch", &found).unwrap();
        assert!(
            missing.contains("lunch.outcomes is missing; reason out"),
            "{missing}"
        );
        write(
            &outcomes_path(&house, "lunch"),
            "4\t1 | exit\n2\t2 | exit\n",
        )
        .unwrap();
        let changed = verdict(&house, "lunch", &found).unwrap();
        assert!(
            changed.contains("possible, but not expected: 2\tdeadlock"),
            "{changed}"
        );
        assert!(
            changed.contains("expected, but not possible: 2\t2 | exit"),
            "{changed}"
        );
        write(
            &outcomes_path(&house, "lunch"),
            "2\tdeadlock\n4\t1 | exit\n",
        )
        .unwrap();
        assert_eq!(verdict(&house, "lunch", &found), None);
    }

    #[test]
    fn figures_come_from_the_graph() {
        let graph = graph(&[("1", "exit")]);
        assert_eq!(graph.value("schedules", Lang::En).unwrap(), "12,401");
        assert!(graph.value("speed", Lang::En).is_err());
    }
}
