//! Every interleaving of an explored listing leads where it was said to lead.

use std::collections::BTreeSet;
use std::fs;

use course::evidence::Evidence;
use course::evidence::graph::{Graph, explored, kept};
use course::evidence::outcomes::has_run;
use course::evidence::recording::Recording;
use course::make::explore::explore_all;
use course::source::lang::BOTH;
use course::source::listing::Listings;
use course::source::project::files;
use tests::{project, report};

/// How many listings there are to one that is explored in English too: the two
/// programs differ in words alone (`english_listings_differ_only_in_words`).
/// `cargo course explore` does all.
const ONE_IN: usize = 4;

#[test]
fn explorations_find_what_was_expected() {
    let project = project();
    let mut problems = Vec::new();
    explore_all(
        &project,
        &[],
        |rank| rank % ONE_IN == 0,
        |found| {
            problems.extend(found.problems(&project));
            for (lang, graph) in found.graphs {
                let path = Graph::path(&project, lang, &found.name);
                let there = fs::read_to_string(&path).unwrap_or_default();
                if graph.is_ok_and(|graph| kept(graph) != there) {
                    problems.push(format!(
                        "{} is not this listing's graph",
                        project.relative(&path)
                    ));
                }
            }
        },
    )
    .unwrap();
    report(
        "what can happen has changed: mend the listing, or reason out the new outcomes, then `cargo course explore`",
        problems,
    );
}

/// The two programs differ in their words: so do their graphs, and in nothing else.
#[test]
fn both_languages_have_the_same_graph() {
    let project = project();
    let listings = Listings::load(&project).unwrap();
    let shape = |graph: &Graph| {
        let ops: Vec<_> = graph
            .ops
            .iter()
            .map(|op| (op.kind, op.object, op.line))
            .collect();
        let edges: Vec<_> = graph.nodes.iter().map(|node| node.e.clone()).collect();
        let outcomes: Vec<_> = graph
            .outcomes
            .iter()
            .map(|o| (&o.schedules, &o.plainest))
            .collect();
        format!("{} {ops:?} {edges:?} {outcomes:?}", graph.states)
    };
    let problems = explored(&listings).filter_map(|(name, ..)| {
        let [fr, en] =
            BOTH.map(|lang| Graph::load(&project, lang, name).map(|graph| shape(&graph)));
        match (fr, en) {
            (Ok(fr), Ok(en)) if fr == en => None,
            (Ok(_), Ok(_)) => Some(format!("{name}: its two graphs differ in more than words")),
            (Err(error), _) | (_, Err(error)) => Some(format!("{error:#}")),
        }
    });
    report("run `cargo course explore`", problems);
}

#[test]
fn recorded_runs_are_among_the_outcomes() {
    let project = project();
    let listings = Listings::load(&project).unwrap();
    let mut problems = Vec::new();
    for (name, ..) in explored(&listings) {
        for lang in BOTH {
            let graph = Graph::load(&project, lang, name).unwrap();
            let run = Recording::load(&project, lang, name).unwrap();
            if !has_run(&graph, &run) {
                problems.push(format!("{} {name}:\n{}", lang.code(), run.format()));
            }
        }
    }
    report(
        "the explorer misses these runs, which happened: its rule is wrong",
        problems,
    );
}

#[test]
fn outcomes_belong_to_explored_listings() {
    let project = project();
    let listings = Listings::load(&project).unwrap();
    let names: BTreeSet<&str> = explored(&listings).map(|(name, ..)| name).collect();
    let outcomes = files(&project.listings().join("outcomes"), "outcomes").unwrap();
    let strays = outcomes
        .iter()
        .filter(|path| !names.contains(path.file_stem().unwrap().to_str().unwrap()));
    report(
        "delete these, or say explore = … in listings.toml",
        strays.map(|path| project.relative(path)),
    );
}
