//! What the explorer cannot do, and what it says then.

use crate::listing;
use std::explored::Options;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

#[test]
fn a_listing_that_is_not_deterministic_is_named() {
    let message = listing!(hash_order).failure(Options::default());
    assert!(
        message.starts_with(
            "crates/explored-std/tests/listings/hash_order.rs: the listing is not deterministic"
        ),
        "{message}"
    );
    assert!(message.contains("HashMap"), "{message}");
}

#[test]
fn too_many_states_are_refused() {
    let message = listing!(philosophers).failure(Options {
        max_states: 50,
        ..Options::default()
    });
    assert!(message.contains("more than 50 states"), "{message}");
}

#[test]
fn a_loop_without_end_is_told_of_the_hint() {
    let message = listing!(no_hint).failure(Options::default());
    assert!(
        message.contains("line 8") && message.contains("spin_loop()"),
        "{message}"
    );
}

#[test]
fn spinning_for_ever_is_a_deadlock() {
    listing!(spins_for_ever).ends(&["waiting | deadlock"]);
}

#[test]
fn a_spin_that_counts_may_give_up() {
    listing!(counted_spin).ends(&["gave up | exit"]);
}

#[test]
fn naps_end() {
    listing!(naps).ends(&["1 | 2 | exit"]);
}

#[test]
fn a_file_that_is_not_the_listing_is_noticed() {
    let run = || println!("here");
    let text = "fn main() {}";
    let message = std::explored::explore(
        run,
        "crates/explored-std/tests/other.rs",
        text,
        &Options::default(),
    )
    .unwrap_err();
    assert!(
        message.contains("no operation is in this file"),
        "{message}"
    );
}

#[test]
fn what_is_no_step_is_refused_by_name() {
    let explore = |text: &str| {
        let path = "crates/explored-std/tests/other.rs";
        std::explored::explore(|| (), path, text, &Options::default()).unwrap_err()
    };
    let text = "use core::sync::atomic::AtomicU32;\nfn main() {}";
    assert_eq!(
        explore(text),
        "crates/explored-std/tests/other.rs: line 1: `core` is not what is explored: \
         no step would be seen there; write `std` in its place"
    );
    assert!(explore("\nextern crate alloc;").contains("line 2: `extern crate`"));
    assert!(explore("static mut N: u32 = 0;").contains("line 1: `static mut`"));
}

#[test]
fn a_thread_is_finished_when_its_locals_are() {
    // With std also `finished | local`.
    listing!(finished_late).ends(&["local | exit", "local | finished | exit"]);
}

#[test]
fn senders_of_one_channel_do_not_meet() {
    // With std, who sends second has seen what the first did: not `[1, 2] 0`.
    listing!(senders_meet).ends_weakly(&[
        "[1, 2] 0 | exit",
        "[1, 2] 1 | exit",
        "[2, 1] 0 | exit",
        "[2, 1] 1 | exit",
    ]);
}

/// With std also `0 1`. Met by a generated program.
#[test]
fn nothing_comes_between_a_step_and_what_is_shown() {
    let run = || {
        let dishes = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| dishes.store(1, SeqCst));
            let taken = dishes.load(SeqCst);
            println!("{taken} {dishes:?}");
        });
    };
    let path = "crates/explored-std/tests/limits.rs";
    let text = include_str!("limits.rs");
    let graph = std::explored::explore(run, path, text, &Options::default()).unwrap();
    let [zero, one] = graph.outcomes.as_slice() else {
        panic!("it is modelled now: mend the README, {:?}", graph.outcomes);
    };
    assert_eq!([&*zero.text, &*one.text], ["0 0 | exit", "1 1 | exit"]);
}

#[test]
fn a_plain_pointer_is_not_seen_to_read_what_was_freed() {
    // Main frees the node, and then reads it.
    listing!(freed_plain).ends(&["7 | exit"]);
}

#[test]
fn what_is_dropped_where_it_stands_is_not_known_to_be_no_more() {
    listing!(dropped_in_place).ends(&["7 | exit"]);
}

#[test]
fn that_a_free_comes_after_all_else_is_not_checked() {
    // Nothing that the counts do orders the cell's last access before the free.
    listing!(freed_unordered).ends(&["7 | exit"]);
}
