//! A graph too large for a page, cut down to the plainest schedule of each
//! outcome.

use super::exploration::{EdgeEntry, Exploration};
use ::std::collections::{BTreeMap, BTreeSet};

impl Exploration {
    /// Keeps the states and edges of the plainest schedules. The counts still
    /// tell of the whole.
    pub fn only_plainest(mut self) -> Exploration {
        let mut kept: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut paths: Vec<Vec<(usize, usize)>> = vec![];
        for outcome in &self.outcomes {
            let mut node = 0;
            let mut path = vec![];
            for &rank in &outcome.plainest {
                kept.entry(node).or_default().insert(rank);
                path.push((node, rank));
                node = self.nodes[node].e[rank].to();
            }
            kept.entry(node).or_default();
            paths.push(path);
        }
        for (outcome, path) in self.outcomes.iter_mut().zip(&paths) {
            outcome.plainest = path
                .iter()
                .map(|(node, rank)| kept[node].range(..rank).count())
                .collect();
        }
        let number: BTreeMap<usize, usize> = kept
            .keys()
            .enumerate()
            .map(|(new, &old)| (old, new))
            .collect();
        self.nodes = kept
            .iter()
            .map(|(&old, ranks)| {
                let mut node = self.nodes[old].clone();
                node.e = ranks
                    .iter()
                    .map(|&rank| renumbered(&node.e[rank], &number))
                    .collect();
                node
            })
            .collect();
        self
    }
}

fn renumbered(edge: &EdgeEntry, number: &BTreeMap<usize, usize>) -> EdgeEntry {
    let mut edge = edge.clone();
    match &mut edge {
        EdgeEntry::Only(_, to, _) | EdgeEntry::Way(_, to, _, _) => *to = number[to],
    }
    edge
}
