//! Which explored listings shuttle, a tool of other people, goes through as well,
//! with the same outcomes. The reasons of the others, and the comparison itself,
//! stand in `tests/promises/against_shuttle.rs`, which holds this list to them.

use super::{Memory, Rule};

/// Explored listings that shuttle cannot say all of.
const NOT_ON_SHUTTLE: [&str; 36] = [
    "actor_bank",
    "agencies_apart",
    "async_overdraft_fixed",
    "async_token",
    "async_workers",
    "caller_gone",
    "cancel_blocking",
    "cancel_blocking_fixed",
    "condvar_if",
    "condvar_queue",
    "drained_too_early",
    "end_beside_queue",
    "futurelock",
    "futurelock_dropped",
    "futurelock_fixed",
    "hand_written_future",
    "lazy_config",
    "mutex_poison",
    "once_lock_first",
    "one_worker",
    "outbox_try_send",
    "parallel_stage",
    "parallel_stage_ordered",
    "philosophers",
    "philosophers_ordered",
    "pool_by_hand",
    "producer_consumer",
    "progress_too_early",
    "receive_or_stop",
    "review_4",
    "timeout_as_end",
    "two_agencies",
    "unsafe_race",
    "waker_too_late",
    "worker_pool",
    "worker_pool_stops",
];

/// Whether shuttle finds the outcomes of this listing too: its memory is strong,
/// its waits end for a reason, and an address that was freed is not given again.
pub fn on_shuttle(name: &str, rule: &Rule) -> bool {
    let asks_for_more = rule.memory == Some(Memory::Weak) || rule.spurious || rule.reuse;
    rule.explore.is_some() && !asks_for_more && !NOT_ON_SHUTTLE.contains(&name)
}
