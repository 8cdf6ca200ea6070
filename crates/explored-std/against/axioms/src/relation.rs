//! Relations between the events of one execution, as rows of bits.

/// So many events at most.
pub const MAX: usize = 64;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation(Vec<u64>);

impl Relation {
    pub fn empty(events: usize) -> Relation {
        assert!(
            events <= MAX,
            "an execution has at most {MAX} events; make the program smaller"
        );
        Relation(vec![0; events])
    }

    pub fn insert(&mut self, from: usize, to: usize) {
        self.0[from] |= 1 << to;
    }

    pub fn has(&self, from: usize, to: usize) -> bool {
        self.0[from] & (1 << to) != 0
    }

    pub fn join(&mut self, other: &Relation) {
        for (row, more) in self.0.iter_mut().zip(&other.0) {
            *row |= more;
        }
    }

    /// First this, then `other`.
    pub fn then(&self, other: &Relation) -> Relation {
        let through = |&row: &u64| bits(row).fold(0, |reached, middle| reached | other.0[middle]);
        Relation(self.0.iter().map(through).collect())
    }

    /// Only the pairs that go from one of `from` to one of `to`.
    pub fn between(&self, from: u64, to: u64) -> Relation {
        let keep = |(event, &row): (usize, &u64)| if from >> event & 1 == 1 { row & to } else { 0 };
        Relation(self.0.iter().enumerate().map(keep).collect())
    }

    /// Any number of steps, one at least.
    pub fn closure(mut self) -> Relation {
        for middle in 0..self.0.len() {
            let reached = self.0[middle];
            for row in &mut self.0 {
                if *row >> middle & 1 == 1 {
                    *row |= reached;
                }
            }
        }
        self
    }

    pub fn is_acyclic(self) -> bool {
        let closed = self.closure();
        (0..closed.0.len()).all(|event| !closed.has(event, event))
    }

    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let row = |(from, &row): (usize, &u64)| bits(row).map(move |to| (from, to));
        self.0.iter().enumerate().flat_map(row)
    }
}

fn bits(mut row: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (row != 0).then(|| row.trailing_zeros() as usize)?;
        row &= row - 1;
        Some(lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::Relation;

    fn relation(pairs: &[(usize, usize)]) -> Relation {
        let mut relation = Relation::empty(4);
        for &(from, to) in pairs {
            relation.insert(from, to);
        }
        relation
    }

    #[test]
    fn steps_follow_each_other() {
        let steps = relation(&[(0, 1), (1, 2), (2, 3)]);
        assert_eq!(steps.then(&steps), relation(&[(0, 2), (1, 3)]));
        let all: Vec<_> = steps.clone().closure().pairs().collect();
        assert_eq!(all, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
        assert_eq!(steps.between(0b011, 0b100), relation(&[(1, 2)]));
    }

    #[test]
    fn a_cycle_is_seen() {
        assert!(relation(&[(0, 1), (1, 2), (0, 3)]).is_acyclic());
        assert!(!relation(&[(0, 1), (1, 2), (2, 0)]).is_acyclic());
    }
}
