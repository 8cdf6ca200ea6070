//! The graph of an explored listing, as the model gives it and pages read it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::source::lang::Lang;
use crate::source::listing::{Explore, Listings, Rule};
use crate::source::project::{House, read};

/// `interleavings/1`. The last three fields of the counts are added here; all
/// others are the model's.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Graph {
    pub format: String,
    pub listing: String,
    pub states: usize,
    pub edges: usize,
    /// A number in text: it may be larger than JavaScript counts.
    pub schedules: String,
    /// Whether all the nodes are there, or only those of the plainest wrong
    /// schedule and the plainest right one.
    #[serde(default)]
    pub whole: bool,
    /// The outcomes that should never be, by rank.
    #[serde(default)]
    pub wrong: Vec<usize>,
    /// The fewest choices that lead to a wrong end.
    #[serde(default)]
    pub moves: Option<usize>,
    pub outcomes: Vec<Outcome>,
    pub threads: Vec<Thread>,
    pub objects: Vec<Object>,
    pub source: BTreeMap<String, String>,
    /// Kind, object, line, column, argument.
    pub ops: Vec<(String, Option<usize>, u32, u32, String)>,
    pub strings: Vec<String>,
    pub nodes: Vec<Node>,
}

/// In JSON, an array in this order.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(from = "Fields", into = "Fields")]
pub struct Outcome {
    pub text: String,
    pub schedules: String,
    /// Changes of thread on the plainest schedule.
    pub switches: usize,
    /// The edges of that schedule, each by its rank at its node; none where
    /// the graph is cut down and this schedule is not kept.
    pub plainest: Option<Vec<usize>>,
}

type Fields = (String, String, usize, Option<Vec<usize>>);

impl From<Fields> for Outcome {
    fn from((text, schedules, switches, plainest): Fields) -> Outcome {
        Outcome {
            text,
            schedules,
            switches,
            plainest,
        }
    }
}

impl From<Outcome> for Fields {
    fn from(outcome: Outcome) -> Fields {
        (
            outcome.text,
            outcome.schedules,
            outcome.switches,
            outcome.plainest,
        )
    }
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Thread {
    pub name: String,
    pub by: Option<usize>,
    pub at: (u32, u32),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Object {
    pub name: String,
    pub kind: String,
    pub at: (u32, u32),
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Node {
    /// What each thread is about to do; in an array, it waits.
    pub t: Vec<Value>,
    /// The value of each object, with who holds it.
    pub o: Vec<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub e: Vec<Edge>,
    /// What is printed so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

/// Thread, node it leads to, what happens (thread, operation, result); and the
/// way, where there are several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Edge {
    Only(usize, usize, Vec<Event>),
    Way(usize, usize, Vec<Event>, u32),
}

pub type Event = (usize, usize, usize);

impl Edge {
    pub fn to(&self) -> usize {
        match self {
            Edge::Only(_, to, _) | Edge::Way(_, to, _, _) => *to,
        }
    }

    pub fn events(&self) -> &[Event] {
        match self {
            Edge::Only(_, _, events) | Edge::Way(_, _, events, _) => events,
        }
    }

    fn leading_to(mut self, node: usize) -> Edge {
        match &mut self {
            Edge::Only(_, to, _) | Edge::Way(_, to, _, _) => *to = node,
        }
        self
    }
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

    /// One line, as it is kept.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("plain data") + "\n"
    }

    /// The figure that `{{#value explored:NAME:KEY}}` shows.
    pub fn value(&self, key: &str, lang: Lang) -> Result<String> {
        let number = match key {
            "states" => self.states.to_string(),
            "schedules" => self.schedules.clone(),
            "outcomes" => self.outcomes.len().to_string(),
            "wrong" => self.wrong_schedules().to_string(),
            "moves" => self
                .moves
                .context("no order of this listing ends wrong")?
                .to_string(),
            _ => bail!("`{key}` is none of states, schedules, outcomes, wrong, moves"),
        };
        Ok(lang.number(&number, ""))
    }

    /// How many orders end in what should never be.
    pub fn wrong_schedules(&self) -> u128 {
        let counts = self.wrong.iter().map(|&rank| &self.outcomes[rank]);
        counts
            .filter_map(|outcome| outcome.schedules.parse::<u128>().ok())
            .sum()
    }

    /// Of the wrong outcomes, or of the right ones, the one that takes the
    /// fewest changes of thread.
    pub fn plainest(&self, wrong: bool) -> Option<usize> {
        let plain = |&rank: &usize| {
            let outcome = &self.outcomes[rank];
            let steps = outcome.plainest.as_ref().map(Vec::len);
            (steps.is_none(), outcome.switches, steps)
        };
        (0..self.outcomes.len())
            .filter(|rank| self.wrong.contains(rank) == wrong)
            .min_by_key(plain)
    }

    /// Only the plainest wrong schedule and the plainest right one. The counts
    /// still tell of the whole.
    pub fn cut(mut self) -> Graph {
        let shown: BTreeSet<usize> = [true, false]
            .into_iter()
            .filter_map(|wrong| self.plainest(wrong))
            .collect();
        let mut kept: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut paths = BTreeMap::new();
        for &rank in &shown {
            let mut at = 0;
            let mut path = Vec::new();
            for &edge in self.outcomes[rank].plainest.iter().flatten() {
                kept.entry(at).or_default().insert(edge);
                path.push((at, edge));
                at = self.nodes[at].e[edge].to();
            }
            kept.entry(at).or_default();
            paths.insert(rank, path);
        }
        for (rank, outcome) in self.outcomes.iter_mut().enumerate() {
            let rank_there = |(at, edge): &(usize, usize)| kept[at].range(..edge).count();
            outcome.plainest = paths
                .get(&rank)
                .map(|path| path.iter().map(rank_there).collect());
        }
        let number: BTreeMap<usize, usize> = kept.keys().copied().zip(0..).collect();
        self.nodes = kept
            .iter()
            .map(|(&at, edges)| {
                let mut node = self.nodes[at].clone();
                let edge = |&rank: &usize| {
                    let edge = node.e[rank].clone();
                    let to = number[&edge.to()];
                    edge.leading_to(to)
                };
                node.e = edges.iter().map(edge).collect();
                node
            })
            .collect();
        self.whole = false;
        self
    }
}

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

/// The graph as it is kept: whole if that is small enough for a page.
pub fn kept(graph: Graph) -> String {
    let json = graph.json();
    match json.len() {
        ..=LARGEST => json,
        _ => graph.cut().json(),
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::evidence::walk::fewest_moves;

    /// Two threads take two pans: `outcomes` are the ends of the two orders.
    pub fn graph(outcomes: &[(&str, &str)]) -> Graph {
        let outcomes: Vec<Value> = outcomes
            .iter()
            .zip(0..)
            .map(|((count, text), rank)| serde_json::json!([text, count, 0, [rank]]))
            .collect();
        serde_json::from_value(serde_json::json!({
            "format": "interleavings/1", "listing": "lunch",
            "states": 3, "edges": 2, "schedules": "12401", "outcomes": outcomes,
            "threads": [], "objects": [], "source": {}, "ops": [], "strings": ["1\n"],
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
        let mut graph = graph(&[("4", "1 | exit"), ("2", "deadlock")]);
        assert_eq!(graph.value("schedules", Lang::En).unwrap(), "12,401");
        assert!(graph.value("moves", Lang::En).is_err());
        graph.wrong = vec![1];
        graph.moves = fewest_moves(&graph);
        assert_eq!(graph.value("wrong", Lang::En).unwrap(), "2");
        assert_eq!(graph.value("moves", Lang::En).unwrap(), "1");
        assert!(graph.value("speed", Lang::En).is_err());
    }

    #[test]
    fn a_graph_survives_being_written_and_read() {
        let json = graph(&[("4", "1 | exit"), ("2", "deadlock")]).json();
        let read: Graph = serde_json::from_str(&json).unwrap();
        assert_eq!(read.json(), json);
    }

    #[test]
    fn a_cut_graph_keeps_one_right_and_one_wrong_schedule() {
        let mut whole = graph(&[("4", "1 | exit"), ("2", "deadlock"), ("1", "2 | exit")]);
        whole.outcomes[2].plainest = Some(vec![0]);
        whole.outcomes[2].switches = 9;
        whole.wrong = vec![1];
        let cut = whole.cut();
        assert_eq!(cut.outcomes[1].plainest, Some(vec![1]));
        assert_eq!(cut.outcomes[2].plainest, None, "it has more switches");
        assert_eq!(cut.nodes[0].e.len(), 2);
        assert_eq!((cut.states, cut.nodes.len()), (3, 3));

        let mut good = graph(&[("4", "1 | exit"), ("2", "deadlock")]);
        good.outcomes[1].switches = 1;
        let cut = good.cut();
        assert_eq!(cut.nodes.len(), 2, "without a wrong one, only the plainest");
        assert_eq!(cut.nodes[0].e, [Edge::Only(0, 1, vec![])]);
    }
}
