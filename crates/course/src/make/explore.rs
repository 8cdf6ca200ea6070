//! `cargo course explore`: visits every interleaving of the listings that ask
//! for it, and holds what it finds against what was reasoned out.
//!
//! The listing itself is compiled a second time, in a package where a
//! dependency named `std` is the crate `explored-std`.

use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::asked::{Asked, refused};
use super::listings;
use super::workshop::{Crate, Package, Subject, Tables, module};
use crate::evidence::Evidence;
use crate::evidence::graph::{Graph, explored, kept};
use crate::evidence::outcomes::{expected, verdict, wrong};
use crate::evidence::walk::fewest_moves;
use crate::evidence::{order, plain};
use crate::source::lang::{BOTH, Lang};
use crate::source::listing::{Explore, Listings, Memory, Rule, without_anchors};
use crate::source::project::{Project, all_or_nothing, read, write};

/// An exploration takes well under a second; this stops one that never ends.
const LIMIT: Duration = Duration::from_secs(60);

pub const EXPLORED_STD: Crate = Crate {
    package: "explored-std",
    folder: "crates/explored-std",
};

const EXPLORED: Package = Package {
    name: "explore",
    std: EXPLORED_STD,
    facades: &[],
    // They say where a guard is dropped.
    line_tables: Tables::Kept,
};

/// Explores, rewrites the graphs that pages show, and fails unless what was
/// found is what was expected.
pub fn explore(project: &Project, names: &[String]) -> Result<()> {
    let listings = Listings::load(project)?;
    for name in names {
        if listings.rule(name)?.explore.is_none() {
            bail!(
                "listings.toml does not say that `{name}` is explored; add explore = \"bug\" or \"fixed\" to [{name}]"
            );
        }
    }
    let start = Instant::now();
    let mut problems = Vec::new();
    let mut count = 0;
    explore_all(project, names, |found| {
        let new = found.problems(project);
        report(&found, &new);
        problems.extend(new);
        count += 1;
        for (lang, graph) in found.graphs {
            let path = Graph::path(project, lang, &found.name);
            if let Err(error) = graph.and_then(|graph| write(&path, &kept(graph))) {
                problems.push(format!("{error:#}"));
            }
        }
    })?;
    println!("{count} listings explored in {:.1?}", start.elapsed());
    problems.dedup();
    all_or_nothing(problems)
}

/// One line a listing, as soon as it is known.
fn report(found: &Found, problems: &[String]) {
    let graph = &found.graphs[0].1;
    let figures = match graph {
        Ok(graph) => format!(
            "{:>7} states {:>12} schedules {:>3} outcomes",
            graph.states,
            graph.schedules,
            graph.outcomes.len()
        ),
        Err(_) => "no graph".into(),
    };
    let verdict = match (problems, found.explore) {
        ([], Explore::Bug) => "the bug is found",
        ([], Explore::Fixed) => "right in every order",
        _ => "NOT AS EXPECTED",
    };
    let plain = graph.as_ref().map(plain::said).unwrap_or_default();
    let (name, time) = (&found.name, found.time);
    println!("{name:24} {figures:>46} {time:>9.1?}  {verdict}{plain}");
    if let (false, Explore::Fixed, Ok(graph)) = (problems.is_empty(), found.explore, graph)
        && let Some(outcome) = graph.plainest_failing()
    {
        println!(
            "  this order ends with {} (thread, line, step):",
            outcome.end()
        );
        for line in order::told(graph, outcome, Lang::En) {
            println!("    {line}");
        }
    }
}

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
    pub fn problems(&self, project: &Project) -> Vec<String> {
        let mut problems = Vec::new();
        for (lang, graph) in &self.graphs {
            match graph {
                // Both languages are one program: what is wrong is said once.
                Err(_) if !problems.is_empty() => {}
                Err(error) => {
                    problems.push(format!("{} {}: {error:#}", lang.code(), self.name));
                }
                Ok(graph) if *lang == Lang::Fr => {
                    problems.extend(verdict(project, &self.name, self.explore, graph));
                }
                Ok(_) => {}
            }
        }
        problems
    }
}

/// Explores each listing (or those named), each in a process of its own: one
/// that goes wrong does not harm the others. `seen` gets them one by one.
pub fn explore_all(project: &Project, names: &[String], mut seen: impl FnMut(Found)) -> Result<()> {
    let listings = Listings::load(project)?;
    listings::generate_english(project)?;
    let wanted: Vec<(&str, &Rule, Explore)> = explored(&listings)
        .filter(|(name, ..)| names.is_empty() || names.iter().any(|n| n == name))
        .collect();
    let programs = EXPLORED.build(project, &subjects(project, &wanted)?, Stdio::inherit())?;
    for (name, _, explore) in wanted {
        let start = Instant::now();
        let one = |lang| match programs.get(&binary(lang, name)) {
            Some(program) => run(project, program),
            None => does_not_compile(project, lang, name),
        };
        let mut graphs: Vec<(Lang, Result<Graph>)> = thread::scope(|s| {
            let one = &one;
            let both = BOTH.map(|lang| (lang, s.spawn(move || one(lang))));
            let ended = both.map(|(lang, run)| (lang, run.join().expect("an answer")));
            ended.into()
        });
        // What is wrong is said in French; both graphs have the same ranks.
        if let Ok(expected) = expected(project, name)
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

/// Whose fault it is: the listing's, or that something is not modelled.
fn does_not_compile(project: &Project, lang: Lang, name: &str) -> Result<Graph> {
    // It uses `std` alone, so the compiler needs nothing but the file.
    let listing = listings::workspace(project, lang).join(format!("listings/src/bin/{name}.rs"));
    if refused(&listing, "2024", None)?.is_some() {
        bail!("it does not compile; the compiler's message is above");
    }
    bail!(
        "it compiles, and uses what is not modelled (crates/explored-std/README.md says what is); the compiler's message is above"
    )
}

fn binary(lang: Lang, name: &str) -> String {
    format!("{}_{name}", lang.code())
}

/// One program a listing and language, beside a copy of the listing.
fn subjects(project: &Project, wanted: &[(&str, &Rule, Explore)]) -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    for (name, rule, _) in wanted {
        for lang in BOTH {
            let source =
                listings::workspace(project, lang).join(format!("listings/src/bin/{name}.rs"));
            let listing = format!("listings/{}/{name}.rs", lang.code());
            subjects.push(Subject {
                name: binary(lang, name),
                driver: driver(&listing, rule),
                files: vec![(listing, without_anchors(&read(&source)?))],
                named: Vec::new(),
            });
        }
    }
    Ok(subjects)
}

fn driver(listing: &str, rule: &Rule) -> String {
    let weak = rule.memory == Some(Memory::Weak);
    let (spurious, reuse) = (rule.spurious, rule.reuse);
    let bounds: String = [
        ("timeouts", rule.timeouts),
        ("max_states", rule.max_states),
        ("max_steps", rule.max_steps),
    ]
    .into_iter()
    .filter_map(|(name, bound)| Some(format!("{name}: {}, ", bound?)))
    .collect();
    format!(
        r#"{}
fn main() -> ::std::explored::ExitCode {{
    let options = ::std::explored::Options {{ weak: {weak}, spurious: {spurious}, reuse: {reuse}, {bounds}..::std::explored::Options::default() }};
    ::std::explored::explore_main(listing::run, "{listing}", &options)
}}
"#,
        module(
            "listing",
            &format!("../../{listing}"),
            "::std::explored::Ending"
        )
    )
}

fn run(project: &Project, program: &Path) -> Result<Graph> {
    let asked = Asked::start(program, &EXPLORED.folder(project), "")?;
    let graph = Graph::parse(&asked.answer(LIMIT)?);
    Ok(Graph {
        whole: true,
        ..graph.context("the answer of the exploration cannot be read")?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Said otherwise, they would be what the explorer has anyway.
    #[test]
    fn the_bounds_of_a_rule_are_those_of_its_program() {
        let rule = Rule {
            timeouts: Some(2),
            max_states: Some(30),
            max_steps: Some(400),
            reuse: true,
            ..Rule::default()
        };
        let program = driver("lunch.rs", &rule);
        let said = "Options { weak: false, spurious: false, reuse: true, timeouts: 2, max_states: 30, max_steps: 400, ..";
        assert!(program.contains(said), "{program}");
    }
}
