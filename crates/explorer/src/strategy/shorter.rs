//! An order that chance found, made plainer: the same moves, with threads
//! interrupted less often.

use crate::execution::Move;
use crate::ids::ThreadId;

/// So many other orders are tried.
const TRIES: usize = 300;

pub struct Shorter {
    /// The plainest so far.
    best: Vec<Move>,
    /// Orders to try that were made of it.
    others: Vec<Vec<Move>>,
    tries: usize,
    /// What is still wished for of the order that is tried.
    wished: Vec<Move>,
    made: Vec<Move>,
}

impl Shorter {
    pub fn new(found: Vec<Move>) -> Shorter {
        let mut shorter = Shorter {
            best: vec![],
            others: vec![],
            tries: 0,
            wished: vec![],
            made: vec![],
        };
        shorter.keep(found);
        shorter
    }

    /// Begins with another order, if one is worth it.
    pub fn begin(&mut self) -> bool {
        self.made.clear();
        self.tries += 1;
        let next = (self.tries <= TRIES).then(|| self.others.pop()).flatten();
        let is_there = next.is_some();
        self.wished = next.unwrap_or_default();
        is_there
    }

    /// The first wish that can be granted; else the thread goes on, if it can.
    /// Nothing, where the order is longer than the one that is known.
    pub fn choose(&mut self, moves: &[Move]) -> Option<Move> {
        if self.made.len() == self.best.len() {
            return None;
        }
        let granted = self.wished.iter().position(|wish| moves.contains(wish));
        let chosen = match granted {
            Some(at) => self.wished.remove(at),
            None => {
                let goes_on = |there: &&Move| Some(there.thread) == self.last();
                *moves.iter().find(goes_on).or(moves.first())?
            }
        };
        self.made.push(chosen);
        Some(chosen)
    }

    fn last(&self) -> Option<ThreadId> {
        self.made.last().map(|last| last.thread)
    }

    /// The order that was tried ends as the one that was found. Whether it is
    /// plainer.
    pub fn ends_alike(&mut self) -> bool {
        let plainer = switches(&self.made) < switches(&self.best);
        if plainer {
            let made = std::mem::take(&mut self.made);
            self.keep(made);
        }
        plainer
    }

    fn keep(&mut self, best: Vec<Move>) {
        self.others = joined(&best);
        self.best = best;
    }
}

/// How often another thread moves than the one before.
fn switches(order: &[Move]) -> usize {
    let pairs = order.windows(2);
    pairs
        .filter(|pair| pair[0].thread != pair[1].thread)
        .count()
}

/// The orders in which two stretches of a thread, with others between them, are
/// one: where the first was, or where the second was.
fn joined(order: &[Move]) -> Vec<Vec<Move>> {
    let stretches: Vec<&[Move]> = order.chunk_by(|a, b| a.thread == b.thread).collect();
    let mut found = vec![];
    for (first, stretch) in stretches.iter().enumerate() {
        let again = |other: &&[Move]| other[0].thread == stretch[0].thread;
        let Some(between) = stretches[first + 1..].iter().position(again) else {
            continue;
        };
        let second = first + 1 + between;
        let moved = |from: usize, to: usize| {
            let mut stretches = stretches.clone();
            let stretch = stretches.remove(from);
            stretches.insert(to, stretch);
            stretches.concat()
        };
        found.push(moved(second, first + 1));
        found.push(moved(first, second - 1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Way;

    fn order(threads: &[usize]) -> Vec<Move> {
        let moves = threads.iter().map(|&thread| Move {
            thread: ThreadId(thread),
            way: Way::FIRST,
        });
        moves.collect()
    }

    #[test]
    fn stretches_of_a_thread_are_joined_in_both_places() {
        let found = joined(&order(&[0, 1, 1, 0, 2]));
        assert_eq!(found, [order(&[0, 0, 1, 1, 2]), order(&[1, 1, 0, 0, 2])]);
        assert!(joined(&order(&[0, 1, 2])).is_empty());
    }

    #[test]
    fn what_is_plainer_and_ends_alike_is_kept() {
        let mut shorter = Shorter::new(order(&[0, 1, 0, 1]));
        let mut tried = 0;
        while shorter.begin() {
            tried += 1;
            let all = order(&[0, 1]);
            while shorter.choose(&all).is_some() {}
            shorter.ends_alike();
        }
        assert_eq!(switches(&shorter.best), 1);
        assert!(tried < 10, "{tried}");
    }
}
