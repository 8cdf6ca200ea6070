//! What can be reached in a recorded graph.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use formats::graph::outcome_text;

use super::graph::Graph;

/// Each state that can be reached, with the fewest moves that lead there.
pub fn distances(graph: &Graph) -> BTreeMap<usize, usize> {
    let mut known = BTreeMap::from([(0, 0)]);
    let mut next = VecDeque::from([0]);
    while let Some(at) = next.pop_front() {
        let moves = known[&at] + 1;
        for edge in &graph.nodes[at].e {
            if let Entry::Vacant(unknown) = known.entry(edge.to) {
                unknown.insert(moves);
                next.push_back(edge.to);
            }
        }
    }
    known
}

/// The outcome that a state is, by its rank; None before the end.
pub fn outcome(graph: &Graph, state: usize) -> Option<usize> {
    let node = &graph.nodes[state];
    let printed = node.p.map_or("", |printed| graph.strings[printed].as_str());
    let text = outcome_text(printed.lines(), node.end.as_deref()?);
    graph
        .outcomes
        .iter()
        .position(|outcome| outcome.text == text)
}

/// The outcomes that can be reached.
pub fn reached(graph: &Graph) -> BTreeSet<usize> {
    distances(graph)
        .keys()
        .filter_map(|state| outcome(graph, *state))
        .collect()
}

/// The fewest moves from the start to an outcome that must not be, if there is
/// one.
pub fn fewest_moves(graph: &Graph) -> Option<usize> {
    let wrong = distances(graph).into_iter().filter(|(state, _)| {
        outcome(graph, *state).is_some_and(|outcome| graph.wrong.contains(&outcome))
    });
    wrong.map(|(_, moves)| moves).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two ways to a failure, of three moves and of two; a circle; a success.
    const GRAPH: &str = r#"{"format":"interleavings/1","listing":"lunch","states":6,"edges":7,"schedules":"3",
        "outcomes":[["a | exit","1",0,[]],["a | deadlock","2",0,[]]],"wrong":[1],
        "threads":[{"name":"main","by":null,"at":[0,0]},{"name":"cook","by":0,"at":[3,9]}],"objects":[],"source":{},"ops":[],"strings":["a\n"],
        "nodes":[{"t":[],"o":[],"e":[[0,1,[]],[1,3,[]]]},{"t":[],"o":[],"e":[[0,2,[]],[1,0,[]]]},{"t":[],"o":[],"e":[[0,4,[]]]},
          {"t":[],"o":[],"e":[[0,4,[]],[1,5,[]]]},{"t":[],"o":[],"p":0,"end":"deadlock"},{"t":[],"o":[],"p":0,"end":"exit"}]}"#;

    #[test]
    fn the_shortest_way_to_a_failure_is_found() {
        let mut graph: Graph = serde_json::from_str(GRAPH).unwrap();
        assert_eq!(fewest_moves(&graph), Some(2));
        assert_eq!(reached(&graph), BTreeSet::from([0, 1]));
        graph.wrong = vec![];
        assert_eq!(fewest_moves(&graph), None);
    }
}
