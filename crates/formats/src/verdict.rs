//! An exploration that stops at the first failure: what is asked of it, and what
//! it answers.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

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
    /// The virtual clock may go on while somebody can move.
    #[serde(default)]
    pub slow: bool,
    /// How often time may run out at one place before anything else.
    pub timeouts: usize,
    pub states: usize,
    pub steps: usize,
    pub preemptions: Option<usize>,
    pub seconds: Option<u64>,
    /// Every order is made by chance, from this seed.
    pub seed: Option<u64>,
    /// This order and no other.
    pub order: Option<Order>,
}

/// The address of an order: the rank of each move among those that are possible.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Order(pub Vec<usize>);

/// A digit a move; where one needs more, `.` before each.
impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dot = if self.0.iter().any(|&rank| rank > 9) {
            "."
        } else {
            ""
        };
        self.0.iter().try_for_each(|rank| write!(f, "{dot}{rank}"))
    }
}

impl FromStr for Order {
    type Err = String;

    fn from_str(text: &str) -> Result<Order, String> {
        let parts: Vec<&str> = match text.strip_prefix('.') {
            Some(rest) => rest.split('.').collect(),
            None => text.split("").filter(|digit| !digit.is_empty()).collect(),
        };
        let ranks: Result<_, ParseIntError> = parts.into_iter().map(str::parse).collect();
        ranks.map(Order).map_err(|_| {
            format!("`{text}` is no order: write its digits as they were told, such as 0102")
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Verdict {
    /// Some order ends wrong: its address, and its states alone.
    Wrong(Searched, Order, Graph),
    /// The order that was asked for does not.
    Good(Graph),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_as_it_was_written() {
        for (ranks, text) in [
            (vec![0, 1, 2], "012"),
            (vec![0, 11, 2], ".0.11.2"),
            (vec![], ""),
        ] {
            assert_eq!(Order(ranks.clone()).to_string(), text);
            assert_eq!(text.parse(), Ok(Order(ranks)));
        }
        for text in ["0x1", "0.1", "-1"] {
            let error = text.parse::<Order>().unwrap_err();
            assert!(error.contains("is no order"), "{error}");
        }
    }
}
