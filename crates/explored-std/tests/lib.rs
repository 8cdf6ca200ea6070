//! Small listings, each explored, against outcomes that were reasoned out: a
//! comment beside each expectation says why it is so.
//!
//! In this package `std` explores, as it is for a listing.

#![cfg(test)]

mod against_axioms;
mod chance;
mod channels;
mod engine;
mod freed;
mod limits;
mod locks;
mod memory;
mod merging;
mod old_values;
mod ordered;
mod owners;
mod plain;
mod random_programs;
mod recording;
mod soundness;
mod strategies;
mod surface;
mod threads;
mod unwinding;
mod verdicts;

use std::explored::{Graph, Options, Sample, explore};

/// A listing of `listings/`, as a generated binary would hold it.
macro_rules! listing {
    ($name:ident) => {{
        mod listing {
            #![allow(dead_code)]
            include!(concat!("listings/", stringify!($name), ".rs"));
            pub fn run() -> impl std::explored::Ending {
                main()
            }
        }
        const PATH: &str = concat!(
            "crates/explored-std/tests/listings/",
            stringify!($name),
            ".rs"
        );
        const TEXT: &str = include_str!(concat!("listings/", stringify!($name), ".rs"));
        $crate::Listing {
            run: |options| std::explored::explore(listing::run, PATH, TEXT, options),
            sample: |size, options| std::explored::sample(listing::run, PATH, TEXT, size, options),
            replay: |schedule, options| {
                std::explored::replay(listing::run, PATH, TEXT, schedule, options)
            },
        }
    }};
}
use listing;

/// A litmus test of `memory.rs`: under weak memory its outcomes are these.
#[track_caller]
fn weakly(run: fn(), expected: &[&str]) {
    litmus(run, true, expected);
}

#[track_caller]
fn litmus(run: fn(), weak: bool, expected: &[&str]) -> Graph {
    let options = Options {
        weak,
        ..Options::default()
    };
    let path = "crates/explored-std/tests/memory.rs";
    let explored = explore(run, path, include_str!("memory.rs"), &options).unwrap();
    let found = explored
        .outcomes
        .iter()
        .map(|o| o.text.trim_end_matches(" | exit"));
    assert_eq!(sorted(found.collect()), expected);
    explored
}

pub struct Listing {
    run: fn(&Options) -> Result<Graph, String>,
    sample: fn((u64, usize), &Options) -> Result<Sample, String>,
    replay: fn(&[usize], &Options) -> Result<Graph, String>,
}

impl Listing {
    pub fn explore(&self, options: Options) -> Graph {
        (self.run)(&options).unwrap_or_else(|message| panic!("{message}"))
    }

    pub fn failure(&self, options: Options) -> String {
        (self.run)(&options).expect_err("an exploration that cannot succeed")
    }

    #[track_caller]
    pub fn ends(&self, expected: &[&str]) {
        self.ends_with(Options::default(), expected);
    }

    #[track_caller]
    pub fn ends_weakly(&self, expected: &[&str]) {
        self.ends_with(
            Options {
                weak: true,
                ..Options::default()
            },
            expected,
        );
    }

    /// Its outcomes are these, no more and no less.
    #[track_caller]
    pub fn ends_with(&self, options: Options, expected: &[&str]) {
        let explored = self.explore(options);
        let found = sorted(explored.outcomes.iter().map(|o| o.text.as_str()).collect());
        let expected = sorted(expected.to_vec());
        assert_eq!(found, expected, "outcomes of {}", explored.listing);
    }
}

/// Outcomes come with the plainest first; expectations are sets.
fn sorted(mut texts: Vec<&str>) -> Vec<&str> {
    texts.sort();
    texts
}
