//! What few listings look at: no step, until one does. Then the search begins again.

use crate::failure::Failure;
use crate::fiber;
use crate::world::with;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// Whether a thread has ended.
    Ends,
    /// Whether a channel has senders left, when none would have to be waited for.
    Senders,
    /// How many own a value, or which of them was the last.
    Counts,
    /// Whether a task was polled once more, or what blocks a thread had begun, by who
    /// aborts it.
    Aborts,
    /// How often all that wait were notified, by who began to wait then.
    Rounds,
    /// That a poll found nothing yet, by who did something else then.
    Polls,
    /// That a lock is held while it is shown.
    Shown,
    /// Which address an allocation of this size and alignment gets.
    Address(usize, usize),
}

/// The listing looks at it: from the next search on it is a step.
pub fn see(what: Seen) {
    if with(|world| !world.sees(what)) {
        with(|world| world.failure = Some(Failure::NowSeen(what)));
        fiber::abandon();
    }
}
