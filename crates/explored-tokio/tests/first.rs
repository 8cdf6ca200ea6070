use crate::listing;

#[test]
fn an_update_is_lost_on_one_thread() {
    listing!(overdraft).ends(&["20 | exit", "50 | exit", "70 | exit"]);
}

#[test]
fn an_update_is_lost_on_many() {
    listing!(overdraft_workers).ends(&["20 | exit", "50 | exit", "70 | exit"]);
}

#[test]
fn a_lock_across_an_await_keeps_it() {
    listing!(overdraft_locked).ends(&["20 | exit"]);
}

#[test]
fn a_future_that_is_first_in_line_and_not_polled_is_a_deadlock() {
    // If main goes on before the holder has the lock, it gets it at once.
    listing!(futurelock).ends(&["deadlock", "first | exit"]);
}

#[test]
fn time_passes_when_nobody_can_move() {
    listing!(timed_out).ends(&["true 10ms | true 20ms | exit"]);
}

#[test]
fn senders_meet_in_any_order() {
    listing!(channel).ends(&["table 1 | table 2 | exit", "table 2 | table 1 | exit"]);
}

#[test]
fn a_child_is_cancelled_with_its_parent() {
    listing!(cancelled).ends(&["stopped | exit"]);
}

#[test]
fn what_blocks_has_a_thread_of_its_own() {
    listing!(blocking).ends(&["slow | task | 7 | exit", "task | slow | 7 | exit"]);
}
