//! Small async listings, each explored, against outcomes that were reasoned out.
//!
//! In this package `std` and `tokio` explore, as they do for a listing.

#![cfg(test)]

mod limits;
mod outcomes;
mod telling;

use std::explored::{Count, Graph, Options};

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
            "crates/explored-tokio/tests/listings/",
            stringify!($name),
            ".rs"
        );
        const TEXT: &str = include_str!(concat!("listings/", stringify!($name), ".rs"));
        $crate::Listing(|options| std::explored::explore(listing::run, PATH, TEXT, options))
    }};
}
use listing;

pub struct Listing(fn(&Options) -> Result<Graph, String>);

impl Listing {
    pub fn explore(&self, options: Options) -> Graph {
        (self.0)(&options).unwrap_or_else(|message| panic!("{message}"))
    }

    pub fn failure(&self) -> String {
        (self.0)(&Options::default()).expect_err("an exploration that cannot succeed")
    }

    #[track_caller]
    pub fn ends(&self, expected: &[&str]) {
        self.ends_with(Options::default(), expected);
    }

    /// Its outcomes are these, no more and no less; and merging loses no schedule.
    #[track_caller]
    pub fn ends_with(&self, options: Options, expected: &[&str]) {
        let explored = self.explore(options.clone());
        std::__std::eprintln!(
            "{} {} states {} schedules",
            explored.listing,
            explored.states,
            explored.schedules
        );
        let found = sorted(explored.outcomes.iter().map(|o| o.text.as_str()).collect());
        let expected = sorted(expected.to_vec());
        assert_eq!(found, expected, "outcomes of {}", explored.listing);
        let unmerged = Options {
            merge: false,
            max_states: UNMERGED,
            ..options
        };
        match (self.0)(&unmerged) {
            Ok(all) => assert_eq!(counts(&explored), counts(&all), "{}", explored.listing),
            Err(error) => std::__std::eprintln!("{error}"),
        }
    }
}

/// States of the unmerged search: what has more is not compared.
const UNMERGED: usize = 100_000;

fn counts(explored: &Graph) -> Vec<(&str, Count)> {
    let outcomes = explored.outcomes.iter();
    let mut counts: Vec<_> = outcomes.map(|o| (o.text.as_str(), o.schedules)).collect();
    counts.sort_by_key(|&(text, _)| text);
    counts
}

/// Outcomes come with the plainest first; expectations are sets.
fn sorted(mut texts: Vec<&str>) -> Vec<&str> {
    texts.sort();
    texts
}
