//! Compiles each explored listing with the model in the place of std, and runs it.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait_timeout::ChildExt;

use super::explored;
use super::graph::Graph;
use super::outcomes::{expected, verdict, wrong};
use super::walk::fewest_moves;
use crate::cargo;
use crate::house::{House, read, write};
use crate::lang::{BOTH, Lang};
use crate::listing::{Explore, Listings, Memory, Rule, without_anchors};
use crate::stand_in::StandIn;

/// An exploration takes well under a second; this stops one that never ends.
const LIMIT: Duration = Duration::from_secs(60);

const MODEL: StandIn = StandIn {
    package: "explored-std",
    folder: "crates/explored-std",
    into: "explore",
    // They say where a guard is dropped.
    line_tables: true,
};

/// One listing, explored in both languages.
pub struct Found {
    pub name: String,
    pub explore: Explore,
    pub time: Duration,
    /// Each edition's graph, or why there is none.
    pub graphs: Vec<(Lang, Result<Graph>)>,
}

impl Found {
    /// Everything that is not as it should be.
    pub fn problems(&self, house: &House) -> Vec<String> {
        let mut problems = Vec::new();
        for (lang, graph) in &self.graphs {
            match graph {
                Err(error) => {
                    problems.push(format!("{} {}: {error:#}", lang.code(), self.name));
                }
                Ok(graph) if *lang == Lang::Fr => {
                    problems.extend(verdict(house, &self.name, self.explore, graph));
                }
                Ok(_) => {}
            }
        }
        problems
    }
}

/// Explores each listing (or those named), each in a process of its own: one
/// that goes wrong does not harm the others. `seen` gets them one by one.
pub fn explore_all(house: &House, names: &[String], mut seen: impl FnMut(Found)) -> Result<()> {
    let listings = Listings::load(house)?;
    cargo::generate_english(house)?;
    let wanted: Vec<(&str, &Rule, Explore)> = explored(&listings)
        .filter(|(name, ..)| names.is_empty() || names.iter().any(|n| n == name))
        .collect();
    let programs = MODEL.build(house, &generate(house, &wanted)?)?;
    for (name, _, explore) in wanted {
        let start = Instant::now();
        let one = |lang| match programs.get(&binary(lang, name)) {
            Some(program) => run(house, program),
            None => Err(anyhow::anyhow!(
                "it does not compile with the model in the place of std; the compiler's message is above: what is not modelled cannot be explored"
            )),
        };
        let mut graphs: Vec<(Lang, Result<Graph>)> = thread::scope(|s| {
            let one = &one;
            let both = BOTH.map(|lang| (lang, s.spawn(move || one(lang))));
            let ended = both.map(|(lang, run)| (lang, run.join().expect("an answer")));
            ended.into()
        });
        // What is wrong is said in French; both graphs have the same ranks.
        if let Ok(expected) = expected(house, name)
            && let Some(Ok(french)) = graphs.iter().find(|g| g.0 == Lang::Fr).map(|g| &g.1)
        {
            let wrong = wrong(french, &expected);
            for (_, graph) in &mut graphs {
                if let Ok(graph) = graph {
                    graph.wrong = wrong.clone();
                    graph.moves = fewest_moves(graph);
                }
            }
        }
        seen(Found {
            name: name.into(),
            explore,
            time: start.elapsed(),
            graphs,
        });
    }
    Ok(())
}

fn package(house: &House) -> PathBuf {
    house.target().join(MODEL.into)
}

fn binary(lang: Lang, name: &str) -> String {
    format!("{}_{name}", lang.code())
}

/// Writes the listings beside the programs that explore them: one program a
/// listing and language, each with the text of its `main.rs`.
fn generate(house: &House, wanted: &[(&str, &Rule, Explore)]) -> Result<BTreeMap<String, String>> {
    let mut programs = BTreeMap::new();
    for (name, rule, _) in wanted {
        for lang in BOTH {
            let source = cargo::workspace(house, lang).join(format!("listings/src/bin/{name}.rs"));
            let listing = format!("listings/{}/{name}.rs", lang.code());
            let copy = package(house).join(&listing);
            write(&copy, &without_anchors(&read(&source)?))?;
            programs.insert(binary(lang, name), driver(&listing, rule));
        }
    }
    Ok(programs)
}

fn driver(listing: &str, rule: &Rule) -> String {
    let weak = rule.memory == Some(Memory::Weak);
    let spurious = rule.spurious;
    let states = rule
        .max_states
        .map_or("..::std::explored::Options::default()".into(), |n| {
            format!("max_states: {n}, ..::std::explored::Options::default()")
        });
    format!(
        r#"mod listing {{
    #![allow(dead_code)]
    include!("../../{listing}");
    pub fn run() -> impl ::std::explored::Ending {{
        main()
    }}
}}

fn main() -> ::std::explored::ExitCode {{
    let options = ::std::explored::Options {{ weak: {weak}, spurious: {spurious}, {states} }};
    ::std::explored::explore_main(listing::run, "{listing}", &options)
}}
"#
    )
}

/// Runs one exploration; its answer goes to a file, for it may be long.
fn run(house: &House, program: &Path) -> Result<Graph> {
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
    let graph = serde_json::from_str(&read(&out)?).context("the model's answer cannot be read")?;
    Ok(Graph {
        whole: true,
        ..graph
    })
}
