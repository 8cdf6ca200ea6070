//! Some executions, each with its moves by chance: for what has too many states.
//! The same seed makes the same moves.

use crate::execution::{Move, Strategy};
use crate::failure::Failure;
use crate::graph::Outcome;
use crate::world::World;
use std::collections::BTreeMap;
use std::fmt;
use std::mem::take;

pub struct Random {
    state: u64,
    left: usize,
    /// The ranks of the moves so far.
    schedule: Vec<usize>,
    sample: Sample,
}

/// What some executions came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub seed: u64,
    pub executions: usize,
    pub outcomes: BTreeMap<String, Sampled>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sampled {
    /// How many of the executions ended so.
    pub times: usize,
    /// The first of them: what `replay` takes.
    pub schedule: Vec<usize>,
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}, {} executions", self.seed, self.executions)?;
        for (outcome, Sampled { times, schedule }) in &self.outcomes {
            write!(
                f,
                "\n{times:>9} times: {outcome}\n                 schedule {schedule:?}"
            )?;
        }
        Ok(())
    }
}

impl Random {
    pub fn new(seed: u64, executions: usize) -> Random {
        Random {
            state: seed,
            left: executions,
            schedule: vec![],
            sample: Sample {
                seed,
                executions,
                outcomes: BTreeMap::new(),
            },
        }
    }

    pub fn into_sample(self) -> Sample {
        self.sample
    }

    /// SplitMix64: small, and good enough to choose among a few moves.
    fn below(&mut self, len: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % len as u64) as usize
    }
}

impl Strategy for Random {
    fn begin(&mut self) -> bool {
        self.schedule.clear();
        let wanted = self.left > 0;
        self.left = self.left.saturating_sub(1);
        wanted
    }

    fn choose(&mut self, _: &mut World, moves: &[Move]) -> Result<Option<Move>, Failure> {
        let rank = self.below(moves.len());
        self.schedule.push(rank);
        Ok(Some(moves[rank]))
    }

    fn end(&mut self, world: &mut World, end: &str) -> Result<(), Failure> {
        let outcome = Outcome::new(&world.printed.text(), end).text();
        let sampled = self.sample.outcomes.entry(outcome).or_default();
        if sampled.times == 0 {
            sampled.schedule = take(&mut self.schedule);
        }
        sampled.times += 1;
        Ok(())
    }
}
