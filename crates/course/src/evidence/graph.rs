//! Graphs of explored listings: the figures that pages quote of them, and how
//! much of one a page gets.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
pub use formats::graph::{Edge, Event, Graph, Node, Op, Outcome};

use super::Evidence;
use crate::source::lang::{BOTH, Lang};
use crate::source::listing::{Explore, Listings, Rule};

/// Beyond this a page gets single schedules.
const LARGEST: usize = 20 * 1024;

impl Evidence for Graph {
    const WHAT: &str = "graph";
    const COMMAND: &str = "cargo course explore";
    const ASK: Option<&str> = Some("say `explore = \"bug\"` or `\"fixed\"` in listings.toml");
    const FOLDER: &str = "graphs";
    const ENDING: &str = "json";
    const LANGS: &[Lang] = &BOTH;

    fn read(text: &str, name: &str) -> Result<Graph> {
        let graph = Graph::parse(text)?;
        if graph.listing != name {
            bail!("it is the graph of `{}`", graph.listing);
        }
        Ok(graph)
    }

    fn wanted(listings: &Listings) -> Vec<&str> {
        explored(listings).map(|(name, ..)| name).collect()
    }

    fn value(&self, key: &str, lang: Lang) -> Result<String> {
        let number = match key {
            "states" => self.states.to_string(),
            "schedules" => return Ok(lang.count(self.schedules)),
            "outcomes" => self.outcomes.len().to_string(),
            "wrong" => return Ok(lang.count(self.wrong_schedules())),
            "moves" => self
                .moves
                .context("no order of this listing ends wrong")?
                .to_string(),
            _ => bail!("`{key}` is none of states, schedules, outcomes, wrong, moves"),
        };
        Ok(lang.number(&number, ""))
    }
}

/// The listings that ask to be explored.
pub fn explored(listings: &Listings) -> impl Iterator<Item = (&str, &Rule, Explore)> {
    listings.names().filter_map(|name| {
        let rule = listings.rule(name).ok()?;
        Some((name, rule, rule.explore?))
    })
}

/// The graph as it is kept: whole if that is small enough for a page.
pub fn kept(graph: Graph) -> String {
    let json = graph.to_json() + "\n";
    match json.len() {
        ..=LARGEST => json,
        _ => cut(graph).to_json() + "\n",
    }
}

/// Of the wrong outcomes, or of the right ones, the one that takes the
/// fewest changes of thread.
pub fn plainest(graph: &Graph, wrong: bool) -> Option<usize> {
    let plain = |&rank: &usize| {
        let outcome = &graph.outcomes[rank];
        let steps = outcome.plainest.as_ref().map(Vec::len);
        (steps.is_none(), outcome.switches, steps)
    };
    (0..graph.outcomes.len())
        .filter(|rank| graph.wrong.contains(rank) == wrong)
        .min_by_key(plain)
}

/// Only the plainest wrong schedule and the plainest right one. The counts
/// still tell of the whole.
pub fn cut(mut graph: Graph) -> Graph {
    let shown: BTreeSet<usize> = [true, false]
        .into_iter()
        .filter_map(|wrong| plainest(&graph, wrong))
        .collect();
    let mut kept: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut paths = BTreeMap::new();
    for &rank in &shown {
        let mut at = 0;
        let mut path = Vec::new();
        for &edge in graph.outcomes[rank].plainest.iter().flatten() {
            kept.entry(at).or_default().insert(edge);
            path.push((at, edge));
            at = graph.nodes[at].e[edge].to;
        }
        kept.entry(at).or_default();
        paths.insert(rank, path);
    }
    for (rank, outcome) in graph.outcomes.iter_mut().enumerate() {
        let rank_there = |(at, edge): &(usize, usize)| kept[at].range(..edge).count();
        outcome.plainest = paths
            .get(&rank)
            .map(|path| path.iter().map(rank_there).collect());
    }
    let number: BTreeMap<usize, usize> = kept.keys().copied().zip(0..).collect();
    graph.nodes = kept
        .iter()
        .map(|(&at, edges)| {
            let mut node = graph.nodes[at].clone();
            let edge = |&rank: &usize| {
                let edge = node.e[rank].clone();
                Edge {
                    to: number[&edge.to],
                    ..edge
                }
            };
            node.e = edges.iter().map(edge).collect();
            node
        })
        .collect();
    graph.whole = false;
    graph
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::evidence::walk::fewest_moves;
    use crate::source::project::write;
    use crate::source::small::SmallCourse;

    /// Two threads take two pans: `outcomes` are the ends of the two orders.
    pub fn graph_of(outcomes: &[(&str, &str)]) -> Graph {
        let outcomes: Vec<serde_json::Value> = outcomes
            .iter()
            .zip(0..)
            .map(|((count, text), rank)| serde_json::json!([text, count, 0, [rank % 2]]))
            .collect();
        serde_json::from_value(serde_json::json!({
            "format": "interleavings/1", "listing": "lunch",
            "states": 3, "edges": 2, "schedules": "12401", "outcomes": outcomes,
            "threads": [{"name": "main", "by": null, "at": [0, 0]}, {"name": "cook", "by": 0, "at": [3, 9]}], "objects": [], "source": {}, "ops": [], "strings": ["1\n"],
            "nodes": [
                {"t": [], "o": [], "e": [[0, 1, []], [1, 2, [], 1]]},
                {"t": [], "o": [], "p": 0, "end": "exit"},
                {"t": [], "o": [], "end": "deadlock"}
            ]
        }))
        .unwrap()
    }

    #[test]
    fn figures_come_from_the_graph() {
        let mut graph = graph_of(&[("4", "1 | exit"), ("2", "deadlock")]);
        assert_eq!(graph.value("schedules", Lang::En).unwrap(), "12,401");
        assert!(graph.value("moves", Lang::En).is_err());
        graph.wrong = vec![1];
        graph.moves = fewest_moves(&graph);
        assert_eq!(graph.value("wrong", Lang::En).unwrap(), "2");
        assert_eq!(graph.value("moves", Lang::En).unwrap(), "1");
        assert!(graph.value("speed", Lang::En).is_err());
    }

    #[test]
    fn a_file_that_is_not_the_listings_graph_says_what_to_do() {
        let project = SmallCourse::new("");
        let json = graph_of(&[("4", "1 | exit"), ("2", "deadlock")]).to_json();
        let error = |text: &str| {
            write(&Graph::path(&project, Lang::Fr, "lunch"), text).unwrap();
            let error = format!(
                "{:#}",
                Graph::load(&project, Lang::Fr, "lunch").unwrap_err()
            );
            assert!(error.contains("graphs/fr/lunch.json"), "{error}");
            assert!(
                error.contains("run `cargo course explore lunch`"),
                "{error}"
            );
            error
        };
        assert!(error(&json[..100]).contains("EOF"));
        assert!(error(&json.replace("interleavings/1", "interleavings/0")).contains("/0"));
        assert!(error(&json.replace("lunch", "dinner")).contains("graph of `dinner`"));
    }

    #[test]
    fn a_cut_graph_keeps_one_right_and_one_wrong_schedule() {
        let mut whole = graph_of(&[("4", "1 | exit"), ("2", "deadlock"), ("1", "2 | exit")]);
        whole.outcomes[2].plainest = Some(vec![0]);
        whole.outcomes[2].switches = 9;
        whole.wrong = vec![1];
        let short = cut(whole);
        assert_eq!(short.outcomes[1].plainest, Some(vec![1]));
        assert_eq!(short.outcomes[2].plainest, None, "it has more switches");
        assert_eq!(short.nodes[0].e.len(), 2);
        assert_eq!((short.states, short.nodes.len()), (3, 3));

        let mut good = graph_of(&[("4", "1 | exit"), ("2", "deadlock")]);
        good.outcomes[1].switches = 1;
        let short = cut(good);
        assert_eq!(
            short.nodes.len(),
            2,
            "without a wrong one, only the plainest"
        );
        assert_eq!(short.nodes[0].e.len(), 1);
    }
}
