//! Paths through the graph: how many there are, and the plainest.

use super::graph::{Edge, Graph, NodeId};
use super::world::ThreadId;
use ::std::collections::{BTreeMap, HashMap, VecDeque};

/// For each end of the listing, the number of schedules that lead there.
pub fn count(graph: &Graph) -> Result<BTreeMap<String, u128>, Endless> {
    let order = in_order(graph)?;
    let mut paths = vec![0u128; graph.nodes.len()];
    paths[0] = 1;
    let mut outcomes: BTreeMap<String, u128> = BTreeMap::new();
    for node in order {
        for edge in &graph.nodes[node].edges {
            paths[edge.to] = paths[edge.to].saturating_add(paths[node]);
        }
        if let Some(outcome) = outcome(graph, node) {
            let total = outcomes.entry(outcome).or_default();
            *total = total.saturating_add(paths[node]);
        }
    }
    Ok(outcomes)
}

/// A cycle of states: a schedule that never ends.
#[derive(Debug)]
pub struct Endless {
    pub through: NodeId,
}

/// What was printed, line by line, and how it ended: `1 | 2 | exit`.
pub fn outcome(graph: &Graph, node: NodeId) -> Option<String> {
    let node = &graph.nodes[node];
    let end = node.end.as_deref()?;
    Some(
        node.printed
            .lines()
            .chain([end])
            .collect::<Vec<_>>()
            .join(" | "),
    )
}

/// For each outcome, the schedule that changes thread least often.
pub fn plainest(graph: &Graph) -> BTreeMap<String, Plain> {
    let start: Point = (0, None);
    let mut switches: HashMap<Point, usize> = HashMap::from([(start, 0)]);
    let mut from: HashMap<Point, (Point, usize)> = HashMap::new();
    let mut found = BTreeMap::new();
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((point, so_far)) = queue.pop_front() {
        if so_far > switches[&point] {
            continue;
        }
        let (node, last) = point;
        if let Some(outcome) = outcome(graph, node) {
            found.entry(outcome).or_insert_with(|| Plain {
                switches: so_far,
                edges: trace(point, &from),
            });
        }
        let stays = |edge: &Edge| last.is_none_or(|last| last == edge.thread);
        let edges = graph.nodes[node].edges.iter().enumerate();
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
        before[edge.to] += 1;
    }
    let mut order: Vec<NodeId> = (0..before.len())
        .filter(|&node| before[node] == 0)
        .collect();
    let mut at = 0;
    while let Some(&node) = order.get(at) {
        at += 1;
        for edge in &graph.nodes[node].edges {
            before[edge.to] -= 1;
            if before[edge.to] == 0 {
                order.push(edge.to);
            }
        }
    }
    match before.iter().position(|&before| before > 0) {
        Some(through) => Err(Endless { through }),
        None => Ok(order),
    }
}
