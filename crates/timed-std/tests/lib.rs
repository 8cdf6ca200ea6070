//! Small listings, each timed once. Orders, names and what is forbidden are
//! checked, durations only where a sleep makes one longer than another.
//!
//! In this package `std` is the timed one, as it is for a listing.

#![cfg(test)]

use std::timeline::{Lane, Span, Timeline, What, timed};

macro_rules! listing {
    ($name:ident) => {{
        mod listing {
            include!(concat!("listings/", stringify!($name), ".rs"));
            pub fn run() {
                main()
            }
        }
        let source = include_str!(concat!("listings/", stringify!($name), ".rs"));
        let (result, timeline) = timed(listing::run, source);
        result.unwrap();
        timeline
    }};
}

fn lane<'a>(timeline: &'a Timeline, name: &str) -> &'a Lane {
    let found = timeline.lanes.iter().find(|lane| lane.name == name);
    found.unwrap_or_else(|| panic!("no lane is called {name}: {timeline:?}"))
}

fn told(spans: &[Span]) -> Vec<(What, &str)> {
    spans
        .iter()
        .map(|Span(what, of, ..)| (*what, of.as_str()))
        .collect()
}

#[test]
fn each_thread_waits_for_what_the_source_names() {
    let run = listing!(oven);
    let names: Vec<&str> = run.lanes.iter().map(|lane| lane.name.as_str()).collect();
    assert_eq!(names, ["main", "ann", "Bob"]);
    assert_eq!(
        told(&lane(&run, "main").spans),
        [
            (What::Lock, "OVEN"),
            (What::Sleep, ""),
            (What::Join, "ann"),
            (What::Join, "Bob"),
        ]
    );
    for baker in ["ann", "Bob"] {
        let baker = lane(&run, baker);
        assert_eq!(told(&baker.spans), [(What::Lock, "OVEN")]);
        assert_eq!(told(&baker.holds), [(What::Hold, "OVEN")]);
        assert_eq!(baker.prints.len(), 1);
    }
}

#[test]
fn a_lock_is_held_by_one_thread_at_a_time() {
    let run = listing!(oven);
    let mut holds: Vec<_> = run.lanes.iter().flat_map(|lane| &lane.holds).collect();
    holds.sort_by_key(|hold| hold.2);
    assert_eq!(holds.len(), 3);
    for pair in holds.windows(2) {
        assert!(pair[0].3 <= pair[1].2, "{run:?}");
    }
    // Main sleeps with the lock.
    assert!(holds[0].3 - holds[0].2 >= 50_000, "{run:?}");
    let wait = lane(&run, "ann").spans[0].3;
    assert!(wait >= holds[0].3, "nobody gets what main holds: {run:?}");
}

#[test]
fn everything_that_waits_is_named() {
    let run = listing!(surface);
    let main = lane(&run, "main");
    let mut waits = told(&main.spans);
    // A wake-up may come for no reason, or before the wait.
    waits.dedup();
    waits.retain(|(what, _)| *what != What::Condvar);
    assert_eq!(
        waits,
        [
            (What::Recv, "narrow, other_end"),
            (What::Barrier, "start"),
            (What::Lock, "ready.mutex"),
            (What::Scope, ""),
            (What::Lock, "forks[0]"),
            (What::Lock, "forks[1]"),
        ]
    );
    assert_eq!(main.prints.len(), 2);
    assert_eq!(
        told(&lane(&run, "cook").spans),
        [
            (What::Recv, "sender, receiver"),
            (What::Send, "narrow, other_end"),
            (What::Recv, "sender, receiver"),
            (What::Barrier, "start"),
            (What::Lock, "ready.mutex"),
            (What::Park, ""),
            (What::Write, "price"),
        ]
    );
    assert_eq!(
        told(&lane(&run, "cook").holds),
        [
            (What::Hold, "ready.mutex"),
            (What::Hold, "price"),
            (What::Share, "price"),
        ]
    );
    assert_eq!(told(&lane(&run, "thread").holds), [(What::Share, "price")]);
}

#[test]
fn waits_do_not_overlap_and_stand_inside_their_thread() {
    for run in [listing!(oven), listing!(surface)] {
        for lane in &run.lanes {
            let mut last = lane.from;
            for Span(_, _, from, to) in &lane.spans {
                assert!(last <= *from && from <= to && *to <= lane.to, "{lane:?}");
                last = *to;
            }
            assert!(lane.to <= run.end, "{lane:?}");
        }
    }
}

#[test]
fn a_panic_is_timed_too() {
    let (result, run) = timed(|| panic!("on purpose"), "fn main() {}");
    let result: std::thread::Result<()> = result;
    assert!(result.is_err());
    assert_eq!(run.lanes.len(), 1);
}
