//! Locks: what they forbid, and what they do not.

use crate::listing;
use std::explored::{Count, Options};

#[test]
fn read_then_write_loses_updates() {
    // Both may read 0 before either writes.
    listing!(lost_update).ends(&["1 | exit", "2 | exit"]);
}

#[test]
fn a_lock_keeps_every_update() {
    listing!(mutex_counter).ends(&["2 | exit"]);
}

#[test]
fn two_locks_in_two_orders_deadlock() {
    // Each may hold its first lock when it wants the second.
    listing!(deadlock).ends(&["done | exit", "deadlock"]);
}

#[test]
fn three_philosophers_may_starve() {
    let explored = listing!(philosophers).explore(Options::default());
    let ends: Vec<&str> = explored.outcomes.iter().map(|o| o.text.as_str()).collect();
    // All three may hold the left fork.
    assert_eq!(ends, ["deadlock", "all ate | exit"]);
    // The orders in which each takes one fork: 3!.
    assert_eq!(explored.outcomes[0].schedules, Count::Exactly(6));
    assert!(explored.states < 200, "{} states", explored.states);
}

#[test]
fn a_panic_poisons_the_lock_it_holds() {
    // `join` comes after the panic, so the next owner always sees it.
    listing!(poison).ends(&["true | poisoned at 2 | exit"]);
}

#[test]
fn a_lock_may_hold_what_only_a_trait_knows() {
    listing!(dyn_mutex).ends(&["1 6 | exit", "6 5 | exit"]);
}

#[test]
fn readers_never_see_half_a_write() {
    // Each reader comes before the writer (2) or after it (4).
    listing!(rwlock).ends(&["2 2 | exit", "2 4 | exit", "4 2 | exit", "4 4 | exit"]);
}

#[test]
fn a_downgraded_writer_is_a_reader() {
    listing!(rwlock_try).ends(&["true false | true | exit"]);
}

#[test]
fn a_signal_before_the_wait_is_lost() {
    // Look, then signal, then wait: nobody is left to signal.
    listing!(missed_wakeup).ends(&["served | exit", "deadlock"]);
}

#[test]
fn a_flag_under_the_lock_misses_nothing() {
    listing!(condvar_queue).ends(&["true | exit"]);
}

#[test]
fn one_signal_wakes_one_sleeper_either() {
    listing!(notify_one_of_two).ends(&["ann | deadlock", "bob | deadlock"]);
}

#[test]
fn spurious_wakeups_are_asked_for() {
    // Without them `if` is enough: who wakes was notified, after the store.
    listing!(if_instead_of_while).ends(&["true | exit"]);
    let spurious = Options {
        spurious: true,
        ..Options::default()
    };
    listing!(if_instead_of_while).ends_with(spurious.clone(), &["false | exit", "true | exit"]);
    // `wait_while` looks again.
    listing!(condvar_queue).ends_with(spurious, &["true | exit"]);
}

#[test]
fn a_spurious_wakeup_need_not_come() {
    // The signal is lost: the sleeper may wake by itself, or never.
    let spurious = Options {
        spurious: true,
        ..Options::default()
    };
    listing!(missed_wakeup).ends_with(spurious, &["served | exit", "deadlock"]);
}

#[test]
fn a_wait_may_time_out() {
    // In time; or late, and then the flag is still false.
    listing!(wait_timeout).ends(&["true false | exit", "false true | exit"]);
}

#[test]
fn time_may_run_out_while_the_lock_is_held() {
    // The flag is up already; the wait ends in time; before the notifier takes the
    // lock; or while it holds it, and nobody is left to notify.
    let ends = ["true false", "false true", "true true"];
    let ends = ends.map(|end| format!("{end} | exit"));
    let [notified, early, late] = ends.each_ref().map(String::as_str);
    listing!(timed_out_in_time).ends(&["exit", notified, early, late]);
}

#[test]
fn a_barrier_has_one_leader() {
    // The last to arrive.
    listing!(barrier).ends(&["[true, false] | exit", "[false, true] | exit"]);
}

#[test]
fn a_once_lock_is_set_once() {
    listing!(once_lock).ends(&["ann Err(\"eve\") | exit", "bob Err(\"eve\") | exit"]);
}

#[test]
fn a_lazy_lock_runs_once() {
    // One run of each closure: 1, then 41 + 1.
    listing!(lazy_lock).ends(&["2 | exit"]);
}

#[test]
fn a_spin_lock_spins_without_end_states() {
    listing!(spin_lock).ends(&["2 | exit"]);
    listing!(spin_lock).ends_weakly(&["2 | exit"]);
    listing!(spin_swap).ends(&["2 | exit"]);
    listing!(spin_swap).ends_weakly(&["2 | exit"]);
}

#[test]
fn a_spin_loop_may_read_several_atomics() {
    // One after the other; and the flag is raised after the data.
    for listing in [
        (listing!(peterson), "2 | exit"),
        (listing!(spin_on_two), "1 | exit"),
    ] {
        let (listing, outcome) = listing;
        listing.ends(&[outcome]);
        listing.ends_weakly(&[outcome]);
    }
}

#[test]
fn polling_a_lock_ends() {
    listing!(polling).ends(&["seen | exit"]);
}

#[test]
fn a_panic_inside_poisons_but_a_once_lock() {
    // Forcing is told; an empty `OnceLock` may be tried again.
    listing!(poisoned_once).ends(&["true | true | None 4 | exit"]);
}

#[test]
fn only_writers_poison() {
    listing!(poisoned_rwlock).ends(&["false | true | 1 | exit"]);
}

#[test]
fn trying_a_lock_may_fail() {
    // One after the other, or one while the other holds it.
    listing!(try_lock).ends(&[
        "[true, true] 2 | exit",
        "[true, false] 1 | exit",
        "[false, true] 1 | exit",
    ]);
}

#[test]
fn an_update_is_tried_until_it_holds() {
    // Two seats for three guests.
    listing!(fetch_update).ends(&["2 0 | exit"]);
}

#[test]
fn a_weak_exchange_may_fail_for_no_reason() {
    listing!(weak_exchange).ends(&["Ok(false) | exit"]);
    let spurious = Options {
        spurious: true,
        ..Options::default()
    };
    listing!(weak_exchange).ends_with(spurious, &["Ok(false) | exit", "Err(false) | exit"]);
}

#[test]
fn waiting_for_a_once_lock_ends_when_it_is_set() {
    // The count is raised before the lock is set, even for weak memory.
    let outcome = ["soup 1 | Some(\"soup\") Ok(()) | exit"];
    listing!(once_wait).ends(&outcome);
    listing!(once_wait).ends_weakly(&outcome);
}

#[test]
fn waiting_for_a_once_that_panics_panics() {
    listing!(once_wait_poisoned).ends(&["true | exit"]);
}

#[test]
fn to_show_a_lock_is_to_hold_it() {
    // Neither meets the other, or one of them does.
    let ends = [
        "false false | exit",
        "false true | exit",
        "true false | exit",
    ];
    listing!(shown_lock).ends(&ends);
}
