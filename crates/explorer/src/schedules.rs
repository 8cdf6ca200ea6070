//! Paths through the graph: how many there are, and the plainest.

use crate::graph::{Edge, Graph, Outcome};
use crate::ids::{NodeId, START, ThreadId};
use formats::Count;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// For each end of the listing, the number of schedules that lead there.
pub fn count(graph: &Graph) -> Result<BTreeMap<Outcome, Count>, Endless> {
    let order = in_order(graph)?;
    let mut paths = vec![Count::ZERO; graph.nodes.len()];
    paths[START.0] = Count::ONE;
    let mut outcomes: BTreeMap<Outcome, Count> = BTreeMap::new();
    for id in order {
        let (node, here) = (graph.node(id), paths[id.0]);
        for edge in &node.edges {
            paths[edge.to.0] = paths[edge.to.0] + here;
        }
        if let Some(outcome) = node.outcome() {
            let total = outcomes.entry(outcome).or_insert(Count::ZERO);
            *total = *total + here;
        }
    }
    Ok(outcomes)
}

/// A cycle of states: a schedule that never ends.
#[derive(Debug)]
pub struct Endless {
    pub through: NodeId,
}

/// For each outcome, the schedule that changes thread least often.
pub fn plainest(graph: &Graph) -> BTreeMap<Outcome, Plain> {
    let start: Point = (START, None);
    let mut switches: HashMap<Point, usize> = HashMap::from([(start, 0)]);
    let mut from: HashMap<Point, (Point, usize)> = HashMap::new();
    let mut found = BTreeMap::new();
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((point, so_far)) = queue.pop_front() {
        if so_far > switches[&point] {
            continue;
        }
        let (node, last) = point;
        if let Some(outcome) = graph.node(node).outcome() {
            found.entry(outcome).or_insert_with(|| Plain {
                switches: so_far,
                edges: trace(point, &from),
            });
        }
        let stays = |edge: &Edge| last.is_none_or(|last| last == edge.thread);
        let edges = graph.node(node).edges.iter().enumerate();
        // Of equals, the first found is the one of the lower threads: what goes to
        // the front goes there last first.
        let (front, back): (Vec<_>, Vec<_>) = edges.partition(|(_, edge)| stays(edge));
        for (rank, edge) in front.into_iter().rev().chain(back) {
            let next = (edge.to, Some(edge.thread));
            let stays = stays(edge);
            let total = so_far + usize::from(!stays);
            if switches.get(&next).is_none_or(|&known| total < known) {
                switches.insert(next, total);
                from.insert(next, (point, rank));
                if stays {
                    queue.push_front((next, total))
                } else {
                    queue.push_back((next, total))
                }
            }
        }
    }
    found
}

/// The edges to take, from the start; each by its rank at its node.
#[derive(Clone, Debug)]
pub struct Plain {
    pub switches: usize,
    pub edges: Vec<usize>,
}

/// A state, and the thread that led there.
type Point = (NodeId, Option<ThreadId>);

fn trace(mut point: Point, from: &HashMap<Point, (Point, usize)>) -> Vec<usize> {
    let mut edges = vec![];
    while let Some(&(before, edge)) = from.get(&point) {
        edges.push(edge);
        point = before;
    }
    edges.reverse();
    edges
}

/// The states, each after all that lead to it.
fn in_order(graph: &Graph) -> Result<Vec<NodeId>, Endless> {
    let mut before = vec![0usize; graph.nodes.len()];
    for edge in graph.nodes.iter().flat_map(|node| &node.edges) {
        before[edge.to.0] += 1;
    }
    let mut order: Vec<NodeId> = (0..before.len())
        .filter(|&node| before[node] == 0)
        .map(NodeId)
        .collect();
    let mut at = 0;
    while let Some(&node) = order.get(at) {
        at += 1;
        for edge in &graph.node(node).edges {
            before[edge.to.0] -= 1;
            if before[edge.to.0] == 0 {
                order.push(edge.to);
            }
        }
    }
    match before.iter().position(|&before| before > 0) {
        Some(through) => Err(Endless {
            through: NodeId(through),
        }),
        None => Ok(order),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Node;
    use crate::ids::Way;
    use crate::printed::Printed;

    /// At each state but the last, two ways to the next.
    fn ladder(steps: usize) -> Graph {
        let node = |id: usize| Node {
            threads: vec![],
            objects: vec![],
            printed: Printed::default(),
            end: (id == steps).then(|| "exit".into()),
            race: None,
            edges: (0..if id == steps { 0 } else { 2 })
                .map(|rank| Edge {
                    thread: ThreadId(0),
                    way: Way::Rank(rank),
                    to: NodeId(id + 1),
                    events: vec![],
                })
                .collect(),
        };
        Graph {
            nodes: (0..=steps).map(node).collect(),
            ..Graph::default()
        }
    }

    #[track_caller]
    fn check(steps: usize, expected: Count) {
        let counts = count(&ladder(steps)).unwrap();
        assert_eq!(counts[&Outcome::new("", "exit")], expected, "{steps} steps");
    }

    #[test]
    fn more_schedules_than_can_be_counted_are_said_to_be() {
        check(3, Count::Exactly(8));
        check(127, Count::Exactly(1 << 127));
        check(128, Count::MoreThan(u128::MAX));
        check(200, Count::MoreThan(u128::MAX));
    }

    #[test]
    fn a_circle_has_no_number_of_schedules() {
        let mut graph = ladder(3);
        graph.nodes[2].edges[1].to = NodeId(1);
        assert!(count(&graph).is_err());
    }
}
