//! An exploration that stops at the first failure: what is asked of it, and what
//! it answers.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::graph::Graph;

/// Where a search may stop without an answer, and how it is made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Question {
    /// Path, as the compiler has it, and text; the first holds `main`.
    pub files: Vec<(String, String)>,
    /// The outcomes that are right; else whatever comes to the end of `main`.
    pub right: Option<Vec<String>>,
    /// Loads may read old values.
    pub weak: bool,
    /// Waits may end for no reason.
    pub spurious: bool,
    /// An allocation may get an address that was freed.
    #[serde(default)]
    pub reuse: bool,
    /// How often time may run out at one place before anything else.
    pub timeouts: usize,
    pub states: usize,
    pub steps: usize,
    pub preemptions: Option<usize>,
    pub seconds: Option<u64>,
    /// Every order is made by chance, from this seed.
    pub seed: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Verdict {
    /// Some order ends wrong: the states of that order alone.
    Wrong(Searched, Graph),
    /// Every order was visited, and none ends wrong.
    Right(Searched, Graph),
    /// The search stopped before all was visited: the outcomes so far; and, without
    /// its states, what was met.
    Open(Searched, Bound, Vec<String>, Graph),
}

/// How far a search went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Searched {
    pub states: usize,
    /// Executions: each is an order of steps, up to where it was known.
    pub orders: usize,
}

/// What a search may stop at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Bound {
    States(usize),
    Preemptions(usize),
    Seconds(u64),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::States(most) => write!(f, "{most} states (--states)"),
            Bound::Preemptions(most) => write!(f, "{most} preemptions (--preemptions)"),
            Bound::Seconds(most) => write!(f, "{most} seconds (--seconds)"),
        }
    }
}
