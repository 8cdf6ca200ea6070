//! `cargo course explore`: visits every interleaving of the listings that ask
//! for it, and holds what it finds against what was reasoned out.
//!
//! The listing itself is compiled a second time, in a package where a
//! dependency named `std` is the crate `model`.

mod graph;
mod outcomes;
mod run;
pub mod walk;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};

pub use graph::{Edge, Event, Graph, Node, Outcome};
pub use outcomes::{has_run, outcomes_path, verdict};
pub use run::{Found, explore_all};

use crate::house::{House, all_or_nothing, write};
use crate::lang::Lang;
use crate::listing::{Explore, Listings, Rule};

/// Beyond this a page gets single schedules.
const LARGEST: usize = 20 * 1024;

pub fn graph_path(house: &House, lang: Lang, name: &str) -> PathBuf {
    house
        .listings()
        .join(format!("evidence/graphs/{}/{name}.json", lang.code()))
}

/// The listings that ask to be explored.
pub fn explored(listings: &Listings) -> impl Iterator<Item = (&str, &Rule, Explore)> {
    listings.names().filter_map(|name| {
        let rule = listings.rule(name).ok()?;
        Some((name, rule, rule.explore?))
    })
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
    let mut count = 0;
    explore_all(house, names, |found| {
        let new = found.problems(house);
        report(&found, &new);
        problems.extend(new);
        count += 1;
        for (lang, graph) in found.graphs {
            let path = graph_path(house, lang, &found.name);
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
    let figures = match &found.graphs[0].1 {
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
    let (name, time) = (&found.name, found.time);
    println!("{name:24} {figures:>46} {time:>9.1?}  {verdict}");
}

/// The graph as it is kept: whole if that is small enough for a page.
pub fn kept(graph: Graph) -> String {
    let json = graph.json();
    match json.len() {
        ..=LARGEST => json,
        _ => graph.cut().json(),
    }
}
