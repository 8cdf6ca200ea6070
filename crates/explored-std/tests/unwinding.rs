//! Unwinding: what a destructor does while its thread panics is a step like others.

use crate::listing;

#[test]
fn others_go_on_while_a_thread_unwinds() {
    // The look comes before the report; after it, and before the lock is left, for
    // it was taken first; or after that.
    listing!(held_while_unwinding).ends(&["exit", "held | exit", "poisoned | exit"]);
}

#[test]
fn each_thread_unwinds_by_itself() {
    listing!(two_unwind).ends(&["false false | exit"]);
}

#[test]
fn a_destructor_may_wait_for_ever() {
    // Its own thread holds the lock.
    listing!(drop_while_panicking).ends(&["deadlock"]);
}
