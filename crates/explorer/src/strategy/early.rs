//! The first failure, soon. What interrupts threads least is tried first, so that
//! a failure is found in its plainest form. A failure that many threads bring
//! about together would come late: after a while, every second order is made by
//! chance, and one that fails is made plainer.

use crate::execution::{Move, Strategy};
use crate::failure::Failure;
use crate::graph::{Node, Outcome};
use crate::options::Options;
use crate::place::Place;
use crate::strategy::exhaustive::move_the_heap;
use crate::strategy::shorter::Shorter;
use crate::strategy::{Exhaustive, Random, Replay};
use crate::world::World;
use formats::verdict::{Bound, Searched};
use std::collections::BTreeSet;
use std::time::Instant;

/// Orders before the first that is made by chance.
const PLAIN: usize = 50;
/// How often a failure is run again: once may be luck.
const REPETITIONS: usize = 3;

pub struct Early<'a> {
    is_wrong: &'a dyn Fn(&str) -> bool,
    options: &'a Options,
    began: Instant,
    pub all: Exhaustive,
    chance: Random,
    turn: Turn,
    orders: usize,
    /// The moves so far, each with its rank.
    moves: Vec<(Move, usize)>,
    /// The ranks of the order that fails.
    pub schedule: Vec<usize>,
    shorter: Option<Shorter>,
    pub outcomes: BTreeSet<String>,
    pub stopped: Option<Bound>,
    failing: Option<String>,
    repeated: usize,
}

/// Who makes the moves.
enum Turn {
    Plain,
    Chance,
    Shorter,
    Repeat(Replay),
}

impl<'a> Early<'a> {
    /// A search that begins again has `began` before.
    pub fn new(
        options: &'a Options,
        is_wrong: &'a dyn Fn(&str) -> bool,
        began: Instant,
    ) -> Early<'a> {
        Early {
            is_wrong,
            options,
            began,
            all: Exhaustive::plain_first(options),
            chance: Random::new(options.seed.unwrap_or(0), usize::MAX),
            turn: Turn::Plain,
            orders: 0,
            moves: vec![],
            schedule: vec![],
            shorter: None,
            outcomes: BTreeSet::new(),
            stopped: None,
            failing: None,
            repeated: 0,
        }
    }

    pub fn searched(&self) -> Searched {
        Searched {
            states: self.all.nodes.len(),
            orders: self.orders,
        }
    }

    /// The states of an order that ends wrong.
    pub fn failing(&mut self) -> Option<Vec<Node>> {
        match &mut self.turn {
            Turn::Repeat(replay) => Some(std::mem::take(&mut replay.nodes)),
            Turn::Plain | Turn::Chance | Turn::Shorter => None,
        }
    }

    fn out_of_time(&self) -> Option<Bound> {
        let most = self.options.max_time?;
        (self.began.elapsed() >= most).then_some(Bound::Seconds(most.as_secs()))
    }

    fn repeat(&mut self) -> bool {
        let again = self.repeated < REPETITIONS;
        if again {
            self.repeated += 1;
            move_the_heap();
            self.turn = Turn::Repeat(Replay::new(&self.schedule));
        }
        again
    }
}

impl Strategy for Early<'_> {
    fn begin(&mut self) -> bool {
        self.moves.clear();
        if self.failing.is_some() {
            if self.repeated == 0 && self.shorter.as_mut().is_some_and(Shorter::begin) {
                self.turn = Turn::Shorter;
                return true;
            }
            return self.repeat();
        }
        self.stopped = self.stopped.or_else(|| self.out_of_time());
        if self.stopped.is_some() {
            return false;
        }
        let by_chance = self.orders >= PLAIN && self.orders.is_multiple_of(2);
        if self.options.seed.is_some() || by_chance {
            self.turn = Turn::Chance;
        } else if self.all.begin() {
            self.turn = Turn::Plain;
        } else {
            let most = self.options.max_preemptions.unwrap_or(0);
            self.stopped = self.all.left_out.then_some(Bound::Preemptions(most));
            return false;
        }
        self.orders += 1;
        true
    }

    fn choose(&mut self, world: &mut World, moves: &[Move]) -> Result<Option<Move>, Failure> {
        let chosen = match &mut self.turn {
            Turn::Repeat(replay) => return replay.choose(world, moves).map_err(not_the_same),
            Turn::Chance => self.chance.choose(world, moves)?,
            Turn::Shorter => self.shorter.as_mut().and_then(|it| it.choose(moves)),
            Turn::Plain => match self.all.choose(world, moves) {
                Err(Failure::TooManyStates { most }) => {
                    self.stopped = Some(Bound::States(most));
                    None
                }
                chosen => chosen?,
            },
        };
        if let Some(chosen) = chosen {
            let rank = moves.iter().position(|&there| there == chosen);
            self.moves.extend(rank.map(|rank| (chosen, rank)));
        }
        Ok(chosen)
    }

    fn end(&mut self, world: &mut World, end: &str) -> Result<(), Failure> {
        let outcome = Outcome::new(&world.printed.text(), end).text();
        match &mut self.turn {
            Turn::Repeat(replay) => {
                replay.end(world, end).map_err(not_the_same)?;
                return match self.failing.as_ref() == Some(&outcome) {
                    true => Ok(()),
                    false => Err(Failure::NotDeterministic {
                        at: Place::default(),
                    }),
                };
            }
            Turn::Shorter => {
                let before = self.failing.as_deref().map(kind);
                let is_alike = (self.is_wrong)(&outcome) && before == Some(kind(&outcome));
                if is_alike && self.shorter.as_mut().is_some_and(Shorter::ends_alike) {
                    self.schedule = ranks(&self.moves);
                    self.failing = Some(outcome);
                }
                return Ok(());
            }
            Turn::Chance => {}
            Turn::Plain => match self.all.end(world, end) {
                Err(Failure::TooManyStates { most }) => self.stopped = Some(Bound::States(most)),
                ended => ended?,
            },
        }
        if (self.is_wrong)(&outcome) {
            self.failing = Some(outcome);
            self.schedule = ranks(&self.moves);
            if matches!(self.turn, Turn::Chance) {
                let moves = self.moves.iter().map(|&(made, _)| made);
                self.shorter = Some(Shorter::new(moves.collect()));
            }
        } else {
            self.outcomes.insert(outcome);
        }
        Ok(())
    }
}

/// How an outcome ends, without what its message says.
fn kind(outcome: &str) -> &str {
    let end = outcome.rsplit(" | ").next().unwrap_or_default();
    end.split(':').next().unwrap_or_default()
}

fn ranks(moves: &[(Move, usize)]) -> Vec<usize> {
    moves.iter().map(|&(_, rank)| rank).collect()
}

/// The schedule is the listing's own: if it leads elsewhere, that is why.
fn not_the_same(failure: Failure) -> Failure {
    match failure {
        Failure::NoSuchMove { .. } | Failure::TooShort { .. } | Failure::TooLong { .. } => {
            Failure::NotDeterministic {
                at: Place::default(),
            }
        }
        other => other,
    }
}
