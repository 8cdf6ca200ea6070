//! What an exploration says it cannot do, and what it does otherwise than tokio today.

use crate::listing;

#[test]
fn a_thread_local_of_a_task_is_refused() {
    let said = listing!(local_of_a_task).failure();
    assert!(
        said.contains("line 10: a task uses a `thread_local!`"),
        "{said}"
    );
}

/// tokio would poll `main` first; it promises no order.
#[test]
fn any_task_may_be_polled_first() {
    listing!(runtime_twice).ends(&["before | main | task | exit", "before | task | main | exit"]);
}

/// Without a change, there is nothing to come back to.
#[test]
fn a_task_that_yields_may_come_back_at_once() {
    listing!(yields_once).ends(&["a | b | c | exit", "a | c | b | exit", "c | a | b | exit"]);
}

/// A real task gives way now and then.
#[test]
fn a_task_that_is_always_ready_is_never_made_to_wait() {
    listing!(always_ready).ends(&["200 | exit"]);
}
