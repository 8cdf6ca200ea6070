//! Waiting for a task to end.

use std::pin::Pin;
use std::task::{Context, Poll};

use timed_std::timeline::{For, LaneId, What};

use super::{AbortHandle, Id, JoinError};
use crate::wait::{Operation, Reason};

pub struct JoinHandle<T> {
    lane: LaneId,
    operation: Operation,
    real: tokio::task::JoinHandle<T>,
}

impl<T> JoinHandle<T> {
    pub(crate) fn new(lane: LaneId, real: tokio::task::JoinHandle<T>) -> JoinHandle<T> {
        JoinHandle {
            lane,
            operation: Operation::default(),
            real,
        }
    }

    pub fn abort(&self) {
        self.real.abort();
    }

    pub fn abort_handle(&self) -> AbortHandle {
        self.real.abort_handle()
    }

    pub fn is_finished(&self) -> bool {
        self.real.is_finished()
    }

    pub fn id(&self) -> Id {
        self.real.id()
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reason = Reason {
            what: What::Join,
            of: For::Thread(self.lane),
            until: None,
        };
        let poll = Pin::new(&mut self.real).poll(context);
        self.operation.polled(reason, poll)
    }
}

impl<T> Unpin for JoinHandle<T> {}

impl<T> std::fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
