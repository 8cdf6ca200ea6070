//! What a runtime of tasks says of them: the crate `timed-tokio` does.

use crate::timeline::{Ended, LaneId, ME, Poll, lane, live, me, now, place, recorded};
use ::std::cell::Cell;
use ::std::panic::Location;

thread_local! {
    /// The rank of this thread among those that poll.
    static THREAD: Cell<Option<usize>> = const { Cell::new(None) };
}

/// A task that was just spawned.
pub fn task(at: &Location) -> LaneId {
    let lane = lane(place(at), None);
    let from = now();
    let mut record = recorded();
    record.lanes[lane].is_task = true;
    record.lanes[lane].from = from;
    lane
}

/// What is to run on a thread that the runtime has for it.
pub fn blocking(at: &Location) -> LaneId {
    lane(place(at), None)
}

/// Runs it there.
pub fn run<T>(lane: LaneId, body: impl FnOnce() -> T) -> T {
    let before = me();
    let _back = Back(before);
    live(lane, body)
}

/// Polls a task, once.
pub fn poll<T>(lane: LaneId, body: impl FnOnce() -> T) -> T {
    struct End(LaneId, usize, u64);
    impl Drop for End {
        fn drop(&mut self) {
            let to = now();
            // A runtime may outlive the run that it is of.
            if let Some(life) = recorded().lanes.get_mut(self.0) {
                life.polls.push(Poll(self.1, self.2, to));
            }
        }
    }
    let _back = Back(ME.replace(lane));
    let _end = End(lane, thread(), now());
    body()
}

/// Does what is a task's doing, though no poll: dropping its future.
pub fn within<T>(lane: LaneId, body: impl FnOnce() -> T) -> T {
    let _back = Back(ME.replace(lane));
    body()
}

/// Runs a runtime on this thread, which is its task meanwhile.
pub fn runtime<T>(body: impl FnOnce() -> T) -> T {
    struct End(LaneId, u64);
    impl Drop for End {
        fn drop(&mut self) {
            let to = now();
            recorded().lanes[self.0].runtimes.push((self.1, to));
        }
    }
    let _end = End(me(), now());
    body()
}

/// The end of a task, if it has not ended before.
pub fn end(lane: LaneId, how: Option<Ended>) {
    let to = now();
    if let Some(life) = recorded().lanes.get_mut(lane)
        && life.to.is_none()
    {
        life.to = Some(to);
        life.ended = how;
    }
}

/// The lane that this thread had before.
struct Back(LaneId);

impl Drop for Back {
    fn drop(&mut self) {
        ME.set(self.0);
    }
}

/// This thread runs `main`.
pub(crate) fn is_main() {
    THREAD.set(Some(0));
}

fn thread() -> usize {
    THREAD.get().unwrap_or_else(|| {
        let mut record = recorded();
        let rank = record.threads;
        record.threads += 1;
        THREAD.set(Some(rank));
        rank
    })
}
