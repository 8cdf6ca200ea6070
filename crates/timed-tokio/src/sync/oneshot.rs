//! `oneshot`: waiting for the only message.

use std::pin::Pin;
use std::task::{Context, Poll};

use timed_std::timeline::{For, Tag, What};

use super::object;
use crate::wait::{Operation, Reason};

pub use tokio::sync::oneshot::{Sender, error};

use error::{RecvError, TryRecvError};

pub struct Receiver<T> {
    channel: For,
    operation: Operation,
    real: tokio::sync::oneshot::Receiver<T>,
}

#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = object(&Tag::new("channel"));
    let (sender, real) = tokio::sync::oneshot::channel();
    let operation = Operation::default();
    let receiver = Receiver {
        channel,
        operation,
        real,
    };
    (sender, receiver)
}

impl<T> Receiver<T> {
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.real.try_recv()
    }

    pub fn blocking_recv(self) -> Result<T, RecvError> {
        self.real.blocking_recv()
    }

    pub fn close(&mut self) {
        self.real.close();
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reason = Reason {
            what: What::Recv,
            of: self.channel,
            until: None,
        };
        let poll = Pin::new(&mut self.real).poll(context);
        self.operation.polled(reason, poll)
    }
}
