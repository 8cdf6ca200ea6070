//! What a task waits for: operations that have begun and not ended.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use timed_std::timeline::{For, LaneId, What, me, now, span_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    pub what: What,
    pub of: For,
    /// When it ends by itself.
    pub until: Option<u64>,
}

type Waits = BTreeMap<LaneId, Vec<(usize, Reason)>>;

static OPEN: Mutex<(usize, Waits)> = Mutex::new((0, BTreeMap::new()));

fn open() -> MutexGuard<'static, (usize, Waits)> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// All that a task waits for now.
pub fn reasons(lane: LaneId) -> Vec<Reason> {
    let open = open();
    let waits = open.1.get(&lane).into_iter().flatten();
    waits.map(|(_, reason)| *reason).collect()
}

/// A wait of the task that is polled. It ends when this is dropped.
struct Open {
    lane: LaneId,
    key: usize,
}

impl Open {
    fn new(reason: Reason) -> Open {
        let lane = me();
        let mut open = open();
        open.0 += 1;
        let key = open.0;
        open.1.entry(lane).or_default().push((key, reason));
        Open { lane, key }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut open = open();
        if let Some(waits) = open.1.get_mut(&self.lane) {
            waits.retain(|(key, _)| *key != self.key);
        }
    }
}

/// One operation that may wait: told of each of its polls.
#[derive(Default)]
pub struct Operation(Option<Open>);

impl Operation {
    pub fn polled<T>(&mut self, reason: Reason, poll: Poll<T>) -> Poll<T> {
        match (&poll, &self.0) {
            // It may have moved to another task.
            (Poll::Pending, Some(open)) if open.lane == me() => {}
            (Poll::Pending, _) => self.0 = Some(Open::new(reason)),
            (Poll::Ready(_), Some(_)) => self.0 = None,
            // It did not wait: a point in time, so that runs can be compared.
            (Poll::Ready(_), None) => {
                let at = now();
                span_of(me(), reason.what, reason.of, at, at);
            }
        }
        poll
    }
}

pub async fn wait<F: Future>(what: What, of: For, real: F) -> F::Output {
    let mut real = pin!(real);
    let mut operation = Operation::default();
    let reason = Reason {
        what,
        of,
        until: None,
    };
    poll_fn(|context| operation.polled(reason, real.as_mut().poll(context))).await
}

/// What is held, from now until this is dropped: before what it stands for is
/// given back, or another task would seem to hold it too.
#[derive(Debug)]
pub struct Held {
    lane: LaneId,
    what: What,
    of: For,
    since: u64,
}

impl Held {
    pub fn new(what: What, of: For) -> Held {
        Held {
            lane: me(),
            what,
            of,
            since: now(),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        span_of(self.lane, self.what, self.of, self.since, now());
    }
}
