//! States merge on what is known to be equal: each listing here had an outcome
//! that was lost, or one that was made up.

use crate::listing;
use std::explored::Options;

/// Merged, and every schedule run.
macro_rules! ends {
    ($name:ident, $expected:expr) => {
        let listing = listing!($name);
        for merge in [false, true] {
            let options = Options {
                merge,
                ..Options::default()
            };
            listing.ends_with(options, &$expected);
        }
    };
}

#[test]
fn plain_memory_is_left_by_threads_that_ended() {
    // Whoever takes the spin lock first leaves its number.
    ends!(plain_cell, ["Some(1) | exit", "Some(2) | exit"]);
    // Whoever takes the lock last does.
    ends!(plain_static, ["1 | exit", "2 | exit"]);
    ends!(cell_in_lock, ["1 | exit", "2 | exit"]);
}

#[test]
fn a_panic_is_not_all_that_a_thread_left() {
    // The load comes before the store, or after it.
    ends!(panic_leaves, ["0 | exit", "1 | exit"]);
}

#[test]
fn a_forgotten_guard_is_left() {
    // As above; and nobody else takes the lock.
    ends!(forgotten_guard, ["0 | exit", "1 | exit"]);
}

#[test]
fn looking_is_reading() {
    // The look comes before the store, or after it.
    ends!(debug_reads, ["0 | exit", "1 | exit"]);
    // … or while the writer holds the lock.
    let looks = ["{ data: 0 }", "{ data: <locked> }", "{ data: 1 }"];
    ends!(
        debug_reads_lock,
        looks
            .map(|look| format!("Mutex {look} | exit"))
            .each_ref()
            .map(String::as_str)
    );
}

#[test]
fn what_is_read_by_value_is_remembered() {
    // Both are written under the lock, by the same thread last.
    ends!(get_mut_reads, ["(1, 1) | exit", "(2, 2) | exit"]);
    ends!(into_inner_reads, ["Some(1) | exit", "Some(2) | exit"]);
}

#[test]
fn a_debug_that_hides_is_not_believed() {
    // Whoever comes last is in the lock, whoever comes first in the channel.
    ends!(hidden_in_lock, ["1 | exit", "2 | exit"]);
    ends!(hidden_in_channel, ["1 | exit", "2 | exit"]);
    // The load comes before the store, or after it.
    ends!(hidden_result, ["0 | exit", "1 | exit"]);
}

#[test]
fn threads_that_leave_nothing_else_are_their_results() {
    let explored = listing!(many_adders).explore(Options::default());
    // Each has added, or not: 2⁸ subsets, and the end.
    assert!(explored.states < 300, "{} states", explored.states);
}

#[test]
fn a_constant_makes_a_new_object_each_time() {
    // Each slot goes to whoever comes first; the writers may pass each other.
    let slots = ["1 1 6", "1 2 6", "2 1 6", "2 2 6"];
    ends!(
        born_in_a_constant,
        slots
            .map(|slots| format!("{slots} | exit"))
            .each_ref()
            .map(String::as_str)
    );
    ends!(reused_address, ["1 2 3 | exit"]);
    // The first to turn gets the first slot.
    ends!(first_user_differs, ["1 2 | exit", "2 1 | exit"]);
}

#[test]
fn what_does_not_repeat_is_refused() {
    for (listing, line) in [
        (listing!(printed_address), 3),
        (listing!(printed_stack_address), 5),
        (listing!(stale_static), 13),
        (listing!(random), 5),
    ] {
        let message = listing.failure(Options::default());
        assert!(message.contains("not deterministic"), "{message}");
        assert!(message.contains(&format!("near line {line}")), "{message}");
    }
}

#[test]
fn bars_are_told_from_ends_of_lines() {
    // The load comes before the store, or after it.
    let explored = listing!(bars_in_text).explore(Options::default());
    let [bad, good] = explored.outcomes.as_slice() else {
        panic!("two ends")
    };
    assert_eq!(bad.text, r"a \| b | panic: never \| exit");
    assert_eq!(bad.end(), r"panic: never \| exit");
    assert!(!bad.is_exit());
    assert_eq!(good.text, "a | b | exit");
    assert!(good.is_exit());
}
