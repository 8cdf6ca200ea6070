//! Memory that is freed by hand: who touches it later is told, by line; which
//! address comes again is a choice where one asks for it.

use crate::{listing, sorted};
use std::explored::{Graph, Options};

/// Its outcomes, merged and not; with addresses that come again, if so asked.
#[track_caller]
fn ends(listing: &crate::Listing, reuse: bool, expected: &[&str]) -> Graph {
    let explored = [false, true].map(|merge| {
        let options = Options {
            reuse,
            merge,
            ..Options::default()
        };
        let graph = listing.explore(options);
        let found = sorted(graph.outcomes.iter().map(|o| o.text.as_str()).collect());
        assert_eq!(found, expected);
        graph
    });
    let counts = explored.each_ref().map(|graph| {
        let counts = graph
            .outcomes
            .iter()
            .map(|o| format!("{} {}", o.schedules, o.text));
        let mut counts: Vec<String> = counts.collect();
        counts.sort();
        counts
    });
    assert_eq!(counts[0], counts[1], "merging loses schedules");
    let [_, merged] = explored;
    merged
}

#[test]
fn who_touches_what_was_freed_is_told_with_both_lines() {
    // The taker frees before the pointer is read, after the cell is, or between.
    let late = "use after free: unsafe cell at line 26, freed at line 15";
    ends(&listing!(freed_cell), false, &["7 | exit", "exit", late]);
    // The lock is not taken yet when its box goes, or not released.
    let [zero, one] = [0, 1].map(|sum| format!("{sum} | exit"));
    let [early, held] =
        [0, 1].map(|sum| format!("{sum} | use after free: mutex at line 14, freed at line 19"));
    ends(&listing!(freed_lock), false, &[&zero, &early, &one, &held]);
    // Both have counted before either looks.
    let late = "use after free: atomic at line 16, freed at line 17";
    ends(&listing!(freed_atomic), false, &["exit", late]);
    let late = "use after free: arc at line 10, freed at line 9";
    ends(&listing!(freed_arc), false, &[late]);
}

#[test]
fn what_is_freed_twice_is_told_with_both_lines() {
    let twice = "use after free: freed again at line 14, freed at line 14";
    ends(&listing!(freed_twice), false, &["exit", twice]);
}

#[test]
fn what_moved_out_in_time_is_right() {
    ends(&listing!(moved_out), false, &["3 2 | exit"]);
}

#[test]
fn an_address_that_comes_again_is_found_if_asked_for() {
    // Popped, freed, pushed again: the exchange meets the address that it expects,
    // and puts a node that is no more at the head.
    let twice = "panic: assertion `left == right` failed: each is taken once, left: 8, right: 7";
    ends(&listing!(aba_plain), false, &["exit"]);
    ends(&listing!(aba_plain), true, &["exit", twice]);
    ends(&listing!(aba_tagged), false, &["exit"]);
    ends(&listing!(aba_tagged), true, &["exit"]);
}

#[test]
fn without_that_choice_the_touch_is_what_fails() {
    let late = "use after free: atomic at line 32, freed at line 37";
    ends(&listing!(aba_seen), false, &["exit", late]);
    // The node at the head is no more, and main reads its `next`.
    let head = "use after free: atomic at line 56, freed at line 37";
    ends(&listing!(aba_seen), true, &["exit", late, head]);
}

/// In megabytes; `None` where the system does not say.
fn resident() -> Option<usize> {
    let pages = std::__std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096 / 1_000_000)
}

/// 800 MB would be left, if each left what its threads own.
#[test]
fn what_an_execution_owned_ends_with_it() {
    let Some(before) = resident() else { return };
    let sample = (listing!(owned_in_the_end).sample)((1, 20_000), &Options::default()).unwrap();
    assert_eq!(sample.outcomes["deadlock"].times, 20_000);
    let grown = resident().unwrap().saturating_sub(before);
    assert!(
        grown < 400,
        "{grown} MB more: look at `World::end` and `blocks::end`"
    );
}
