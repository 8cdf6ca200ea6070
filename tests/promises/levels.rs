//! A level of a bug can be won, one of a mended program cannot, and each page of
//! part 3 and of the advanced part that shows a bug lets the reader find it.

use std::collections::BTreeSet;

use course::evidence::Evidence;
use course::evidence::graph::Graph;
use course::evidence::walk::{fewest_moves, reached};
use course::source::lang::BOTH;
use course::source::listing::{Explore, Listings};
use regex::Regex;
use tests::{Offence, Page, except, offence, pages, project, report};

/// Pages of these parts with a bug and no level, and why.
const WITHOUT: &[(&str, &str)] = &[];

#[test]
fn bugs_can_be_found_and_mended_programs_cannot_be_broken() {
    let project = project();
    let listings = Listings::load(&project).unwrap();
    let mut problems = Vec::new();
    for page in pages() {
        for name in named(&page.text, r"\{\{#level (\w+)\}\}") {
            let explore = listings.rule(&name).unwrap().explore;
            for lang in BOTH {
                let problem = match Graph::load(&project, lang, &name) {
                    Ok(graph) => problem(&graph, explore),
                    Err(error) => Some(format!("{error:#}")),
                };
                problems.extend(problem.map(|why| format!("{}: level {name}: {why}", page.path)));
            }
        }
    }
    report("mend these levels, their listings or .outcomes", problems);
}

/// What is wrong with the level of a graph.
fn problem(graph: &Graph, explore: Option<Explore>) -> Option<String> {
    let ends = reached(graph);
    let all: BTreeSet<usize> = (0..graph.outcomes.len()).collect();
    // A schedule that fails has at least as many moves as the shortest.
    let shortest = graph
        .wrong
        .iter()
        .filter_map(|wrong| Some(graph.outcomes[*wrong].plainest.as_ref()?.len()))
        .min();
    let fewest = fewest_moves(graph);
    match (explore, fewest) {
        _ if fewest != graph.moves => Some(format!(
            "its graph says {:?} moves, and {fewest:?} are the fewest",
            graph.moves
        )),
        _ if ends != all => Some(format!("of the outcomes {all:?}, {ends:?} can be reached")),
        (Some(Explore::Bug), None) => Some("it says `bug`, and no order fails".into()),
        (Some(Explore::Bug), Some(moves)) if Some(moves) > shortest => Some(format!(
            "{moves} moves are not the fewest: a schedule has {shortest:?}"
        )),
        (Some(Explore::Fixed), Some(moves)) => {
            Some(format!("it says `fixed`, and {moves} moves break it"))
        }
        (None, _) => Some("listings.toml does not say explore = …".into()),
        _ => None,
    }
}

#[test]
fn each_page_on_shared_state_lets_the_reader_find_its_bug() {
    let project = project();
    let listings = Listings::load(&project).unwrap();
    let is_bug = |name: &String| {
        let rule = listings.rule(name);
        let is_whole = Graph::load(&project, BOTH[0], name).is_ok_and(|graph| graph.whole);
        rule.is_ok_and(|rule| rule.explore == Some(Explore::Bug)) && is_whole
    };
    let lacks = |page: &Page| -> Option<Offence> {
        let shown = named(&page.text, r"(?:/src/bin/|\{\{#explore )(\w+)(?:\.rs|\}\})");
        let bugs: Vec<String> = shown.into_iter().filter(is_bug).collect();
        let has_level = named(&page.text, r"\{\{#level (\w+)\}\}")
            .iter()
            .any(is_bug);
        (!bugs.is_empty() && !has_level).then(|| {
            let message = format!(
                "{}: {{{{#level {}}}}}",
                page.path,
                bugs.join("}} or {{#level ")
            );
            offence(&page.path, message)
        })
    };
    let all = pages();
    let parts = ["src/sync/", "src/hood/"];
    let is_there = |page: &&Page| parts.iter().any(|part| page.path.starts_with(part));
    let part = all.iter().filter(is_there);
    report(
        "these pages show a bug that the reader cannot look for; add a level",
        except(WITHOUT, part.filter_map(lacks).collect()),
    );
}

fn named(text: &str, pattern: &str) -> BTreeSet<String> {
    Regex::new(pattern)
        .unwrap()
        .captures_iter(text)
        .map(|found| found[1].to_owned())
        .collect()
}
