//! A task with a watch in its hand: when it was polled, when it was woken, and
//! what it waited for in between.

use std::pin::Pin;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use timed_std::tasks;
use timed_std::timeline::{Ended, For, LaneId, What, now, span_of};

use crate::wait::{Reason, reasons};

/// Timers count in milliseconds: a sleep that is this much late (in µs) had to
/// wait for a thread.
const LATE: u64 = 3_000;

pub struct Task<F> {
    lane: LaneId,
    /// It is on its own, and ends when its future does.
    alone: bool,
    state: State,
    woken: Arc<Woken>,
    real: Option<Pin<Box<F>>>,
}

enum State {
    /// Spawned then, and not yet polled.
    New(u64),
    Polled,
    /// Since then, for these.
    Waits(u64, Vec<Reason>),
    Done,
}

impl<F> Task<F> {
    pub fn spawned(lane: LaneId, real: F) -> Task<F> {
        Task::new(lane, true, State::New(now()), real)
    }

    /// What a thread waits for, with a runtime (`block_on`).
    pub fn of_thread(lane: LaneId, real: F) -> Task<F> {
        Task::new(lane, false, State::Polled, real)
    }

    fn new(lane: LaneId, alone: bool, state: State, real: F) -> Task<F> {
        Task {
            lane,
            alone,
            state,
            woken: Arc::default(),
            real: Some(Box::pin(real)),
        }
    }

    /// Notes what took the time since the last poll.
    fn note(&self, at: u64, dropped: bool) {
        let (since, what, of, ready) = match &self.state {
            State::New(since) => (*since, What::Ready, For::Nothing, *since),
            State::Waits(since, reasons) => {
                let (what, of) = told(reasons);
                let woken = match self.woken.at.load(Relaxed) {
                    0 => at,
                    woken => woken,
                };
                let until = reasons.iter().filter_map(|reason| reason.until).min();
                let ready = match until {
                    _ if dropped => at,
                    _ if what == What::Ready => *since,
                    Some(until) if until + LATE < woken => until,
                    _ => woken,
                };
                (*since, what, of, ready.clamp(*since, at.max(*since)))
            }
            State::Polled | State::Done => return,
        };
        if what != What::Ready {
            span_of(self.lane, what, of, since, ready);
        }
        if ready < at {
            span_of(self.lane, What::Ready, For::Nothing, ready, at);
        }
    }
}

/// Several reasons in a word.
fn told(reasons: &[Reason]) -> (What, For) {
    let has = |what| reasons.iter().any(|reason| reason.what == what);
    match reasons {
        [] => (What::Other, For::Nothing),
        _ if has(What::Ready) => (What::Ready, For::Nothing),
        [one, others @ ..] if others.iter().all(|other| other.what == one.what) => {
            let of = others.iter().all(|other| other.of == one.of);
            match one.what {
                What::Sleep => (What::Sleep, For::Nothing),
                what if of => (what, one.of),
                _ => (What::Several, For::Nothing),
            }
        }
        _ => (What::Several, For::Nothing),
    }
}

impl<F: Future> Future for Task<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        this.note(now(), false);
        this.state = State::Polled;
        this.woken.begin(context.waker());
        let waker = Waker::from(this.woken.clone());
        let mut context = Context::from_waker(&waker);
        let lane = this.lane;
        let real = this.real.as_mut().expect("not dropped");
        let poll = tasks::poll(lane, || real.as_mut().poll(&mut context));
        this.state = match poll {
            Poll::Ready(_) => State::Done,
            Poll::Pending => State::Waits(now(), reasons(lane)),
        };
        if poll.is_ready() && this.alone {
            tasks::within(lane, || this.real = None);
            tasks::end(lane, None);
        }
        poll
    }
}

/// Not at its end: it panicked, or nobody wants it any more.
impl<F> Drop for Task<F> {
    fn drop(&mut self) {
        self.note(now(), true);
        let lane = self.lane;
        tasks::within(lane, || self.real = None);
        if self.alone {
            let how = match self.state {
                State::Polled => Ended::Panicked,
                _ => Ended::Dropped,
            };
            tasks::end(lane, Some(how));
        }
    }
}

/// The runtime's waker, and when it was first used since the last poll (0: it
/// was not).
#[derive(Default)]
struct Woken {
    at: AtomicU64,
    waker: Mutex<Option<Waker>>,
}

impl Woken {
    fn begin(&self, waker: &Waker) {
        self.at.store(0, Relaxed);
        let mut kept = self.waker.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
            *kept = Some(waker.clone());
        }
    }
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let at = now().max(1);
        let _ = self.at.compare_exchange(0, at, Relaxed, Relaxed);
        let waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waker) = waker.clone() {
            waker.wake();
        }
    }
}
