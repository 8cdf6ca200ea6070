//! `mpsc`: waiting for a message, or for room in a bounded channel.

use std::task::{Context, Poll};

use timed_std::timeline::{For, Tag, What};

use super::object;
use crate::wait::{Operation, Reason, wait};

pub use tokio::sync::mpsc::error;
pub use tokio::sync::mpsc::{OwnedPermit, Permit, PermitIterator, UnboundedSender};

use error::{SendError, TryRecvError, TrySendError};

#[derive(Debug)]
pub struct Sender<T> {
    channel: For,
    real: tokio::sync::mpsc::Sender<T>,
}

pub struct Receiver<T> {
    channel: For,
    operation: Operation,
    real: tokio::sync::mpsc::Receiver<T>,
}

pub struct UnboundedReceiver<T> {
    channel: For,
    operation: Operation,
    real: tokio::sync::mpsc::UnboundedReceiver<T>,
}

#[track_caller]
pub fn channel<T>(room: usize) -> (Sender<T>, Receiver<T>) {
    let channel = object(&Tag::new("channel"));
    let (sender, real) = tokio::sync::mpsc::channel(room);
    let sender = Sender {
        channel,
        real: sender,
    };
    let operation = Operation::default();
    let receiver = Receiver {
        channel,
        operation,
        real,
    };
    (sender, receiver)
}

#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let channel = object(&Tag::new("channel"));
    let (sender, real) = tokio::sync::mpsc::unbounded_channel();
    let operation = Operation::default();
    let receiver = UnboundedReceiver {
        channel,
        operation,
        real,
    };
    (sender, receiver)
}

impl<T> Sender<T> {
    pub async fn send(&self, value: T) -> Result<(), SendError<T>> {
        wait(What::Send, self.channel, self.real.send(value)).await
    }

    pub async fn reserve(&self) -> Result<Permit<'_, T>, SendError<()>> {
        wait(What::Send, self.channel, self.real.reserve()).await
    }

    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        self.real.try_reserve()
    }

    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        self.real.try_send(value)
    }

    pub fn blocking_send(&self, value: T) -> Result<(), SendError<T>> {
        self.real.blocking_send(value)
    }

    pub async fn closed(&self) {
        self.real.closed().await;
    }

    pub fn is_closed(&self) -> bool {
        self.real.is_closed()
    }

    pub fn capacity(&self) -> usize {
        self.real.capacity()
    }

    pub fn max_capacity(&self) -> usize {
        self.real.max_capacity()
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        Sender {
            channel: self.channel,
            real: self.real.clone(),
        }
    }
}

macro_rules! receives {
    ($($receiver:ident)*) => {$(
        impl<T> $receiver<T> {
            pub async fn recv(&mut self) -> Option<T> {
                wait(What::Recv, self.channel, self.real.recv()).await
            }

            pub async fn recv_many(&mut self, into: &mut Vec<T>, most: usize) -> usize {
                wait(What::Recv, self.channel, self.real.recv_many(into, most)).await
            }

            pub fn poll_recv(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
                let reason = Reason {
                    what: What::Recv,
                    of: self.channel,
                    until: None,
                };
                let poll = self.real.poll_recv(context);
                self.operation.polled(reason, poll)
            }

            pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
                self.real.try_recv()
            }

            pub fn blocking_recv(&mut self) -> Option<T> {
                self.real.blocking_recv()
            }

            pub fn close(&mut self) {
                self.real.close();
            }

            pub fn is_closed(&self) -> bool {
                self.real.is_closed()
            }

            pub fn is_empty(&self) -> bool {
                self.real.is_empty()
            }

            pub fn len(&self) -> usize {
                self.real.len()
            }
        }
    )*};
}

receives! { Receiver UnboundedReceiver }
