//! `Notify`: waiting to be notified.

use std::pin::Pin;
use std::task::{Context, Poll};

use timed_std::timeline::{For, Tag, What};

use super::object;
use crate::wait::{Operation, Reason};

#[derive(Debug)]
pub struct Notify {
    tag: Tag,
    real: tokio::sync::Notify,
}

impl Notify {
    #[track_caller]
    pub fn new() -> Notify {
        Notify {
            tag: Tag::new("notify"),
            real: tokio::sync::Notify::new(),
        }
    }

    #[track_caller]
    pub const fn const_new() -> Notify {
        Notify {
            tag: Tag::new("notify"),
            real: tokio::sync::Notify::const_new(),
        }
    }

    /// It counts from here on, polled or not.
    pub fn notified(&self) -> Notified<'_> {
        Notified {
            of: object(&self.tag),
            operation: Operation::default(),
            real: Box::pin(self.real.notified()),
        }
    }

    pub fn notify_one(&self) {
        self.real.notify_one();
    }

    pub fn notify_last(&self) {
        self.real.notify_last();
    }

    pub fn notify_waiters(&self) {
        self.real.notify_waiters();
    }
}

impl Default for Notify {
    #[track_caller]
    fn default() -> Notify {
        Notify::new()
    }
}

pub struct Notified<'a> {
    of: For,
    operation: Operation,
    real: Pin<Box<tokio::sync::futures::Notified<'a>>>,
}

impl Notified<'_> {
    pub fn enable(mut self: Pin<&mut Self>) -> bool {
        self.real.as_mut().enable()
    }
}

impl Future for Notified<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let reason = Reason {
            what: What::Condvar,
            of: self.of,
            until: None,
        };
        let poll = self.real.as_mut().poll(context);
        self.operation.polled(reason, poll)
    }
}
