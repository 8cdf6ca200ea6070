//! Threads: when they run, who waits for them, and what is theirs.

use crate::listing;

#[test]
fn main_does_not_wait_for_threads() {
    // The thread may print before, between, or never.
    listing!(main_ends_first).ends(&["bye | exit", "bye | late | exit", "late | bye | exit"]);
}

#[test]
fn a_scope_joins_its_threads() {
    listing!(scope_joins).ends(&["inside | 1 | exit"]);
}

#[test]
fn a_scope_panics_for_its_threads() {
    listing!(scope_panics).ends(&["panic: a scoped thread panicked"]);
}

#[test]
fn what_a_thread_borrows_tells_states_apart() {
    listing!(borrowed_result).ends(&["0 1 | exit", "1 0 | exit"]);
}

#[test]
fn a_token_is_kept_until_park() {
    listing!(park).ends(&["awake | joined | exit"]);
}

#[test]
fn tokens_do_not_add_up() {
    // Both unparks may come before the first park; then the second never ends.
    listing!(park_twice).ends(&["Some(\"sleeper\") | exit", "deadlock"]);
}

#[test]
fn time_ends_a_timed_park() {
    listing!(park_timeout).ends(&["late | exit"]);
}

#[test]
fn a_thread_local_is_the_threads_own() {
    // The worker counts from 0, and its destructor runs before `join` returns.
    listing!(thread_local).ends(&["worker ends | 1 5 | exit"]);
}

#[test]
fn a_scope_does_not_wait_for_locals() {
    // Before the scope's end or after it; or `main` ends first, and all with it.
    listing!(local_outlives_scope).ends(&[
        "local | after | exit",
        "after | local | exit",
        "after | exit",
    ]);
}

#[test]
fn locals_end_one_after_the_other() {
    // The youngest first. What has ended is not made anew; what is first used then
    // is made, and ends too; what needs no destructor stays.
    listing!(locals_end)
        .ends(&["second true false 8 | first false false 8 | late false false 8 | exit"]);
}

#[test]
fn statics_begin_anew() {
    listing!(static_counter).ends(&["2 2 | exit"]);
}

#[test]
fn the_last_step_is_not_the_end() {
    // A thread that has not stored has not ended when it is asked later.
    listing!(is_finished).ends(&[
        "true false | exit",
        "true true | exit",
        "false false | exit",
        "false true | exit",
    ]);
}

#[test]
fn addresses_have_names() {
    listing!(pointer).ends(&["None | exit", "Some(7) | exit"]);
}

#[test]
fn an_error_ends_main() {
    listing!(error_from_main).ends(&["error: RecvError"]);
}

#[test]
fn standard_error_is_no_outcome() {
    listing!(speaks).ends(&["2 | exit"]);
}

#[test]
fn threads_have_the_builders_names() {
    listing!(builder).ends(&["[Some(\"ann\"), Some(\"main\")] 2 | exit"]);
}

#[test]
fn numbers_and_names_are_as_std_has_them() {
    // `main` is the first, and a name is a C string.
    let panics = "ThreadId(1) | panic: thread name may not contain interior null bytes";
    listing!(builder_null).ends(&[panics]);
}
