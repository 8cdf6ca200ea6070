//! Time: a sleep says until when.

use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};

use timed_std::timeline::{For, What, at};

use crate::wait::{Operation, Reason, wait};

// A time limit is no wait of its own: what it limits is what is waited for.
pub use tokio::time::{Duration, Instant, MissedTickBehavior, Timeout, error};

pub fn timeout<F: IntoFuture>(time: Duration, future: F) -> Timeout<F::IntoFuture> {
    tokio::time::timeout(time, future)
}

pub fn timeout_at<F: IntoFuture>(end: Instant, future: F) -> Timeout<F::IntoFuture> {
    tokio::time::timeout_at(end, future)
}

pub struct Sleep {
    operation: Operation,
    real: Pin<Box<tokio::time::Sleep>>,
}

pub fn sleep(time: Duration) -> Sleep {
    Sleep {
        operation: Operation::default(),
        real: Box::pin(tokio::time::sleep(time)),
    }
}

pub fn sleep_until(end: Instant) -> Sleep {
    Sleep {
        operation: Operation::default(),
        real: Box::pin(tokio::time::sleep_until(end)),
    }
}

impl Sleep {
    pub fn deadline(&self) -> Instant {
        self.real.deadline()
    }

    pub fn is_elapsed(&self) -> bool {
        self.real.is_elapsed()
    }

    pub fn reset(mut self: Pin<&mut Self>, end: Instant) {
        self.real.as_mut().reset(end);
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let reason = Reason {
            what: What::Sleep,
            of: For::Nothing,
            until: Some(at(self.real.deadline().into_std())),
        };
        let poll = self.real.as_mut().poll(context);
        self.operation.polled(reason, poll)
    }
}

impl std::fmt::Debug for Sleep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.real.fmt(f)
    }
}

#[derive(Debug)]
pub struct Interval(tokio::time::Interval);

#[track_caller]
pub fn interval(period: Duration) -> Interval {
    Interval(tokio::time::interval(period))
}

#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    Interval(tokio::time::interval_at(start, period))
}

impl Interval {
    pub async fn tick(&mut self) -> Instant {
        wait(What::Sleep, For::Nothing, self.0.tick()).await
    }

    pub fn period(&self) -> Duration {
        self.0.period()
    }

    pub fn reset(&mut self) {
        self.0.reset();
    }

    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.0.set_missed_tick_behavior(behavior);
    }
}
